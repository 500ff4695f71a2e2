using System.CommandLine;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;

namespace VideoGen.Cli;

/// <summary>The command line application over services and environment that are given to it, so that tests can run it whole.</summary>
internal sealed class CliApplication(CliServices services, CliEnvironment environment)
{
    /// <summary>Runs one call.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="interrupted">Cancelled by the first Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken interrupted)
    {
        VerbContext? context = null;
        var tree = new CommandTree((settings, json) => context = new VerbContext(services, environment, settings, json, interrupted));
        ParseResult call = tree.Build().Parse(arguments);
        if (call.Errors.Count > 0)
        {
            foreach (var error in call.Errors)
            {
                await environment.Error.WriteLineAsync(PlainText.Line(error.Message));
            }

            string verb = call.CommandResult.Command.Name == "videogen" ? "" : " " + call.CommandResult.Command.Name;
            await environment.Error.WriteLineAsync($"For help: videogen{verb} --help");
            return ExitCode.BadInput;
        }

        try
        {
            return await call.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = environment.Output,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                CancellationToken.None);
        }
        catch (IOException pipe) when (pipe is not (FileNotFoundException or DirectoryNotFoundException) && pipe.HResult == BrokenPipe)
        {
            return ExitCode.Done; // whoever read the result has seen enough
        }
        catch (Exception defect) when (context is not null)
        {
            return context.Refuse(
                [new Problem("internal_error", "", $"{defect.GetType().Name}: {defect.Message}", "This is a defect of the program, or of the machine: videogen doctor looks at the machine.")],
                ExitCode.Broken);
        }
    }

    /// <summary>EPIPE.</summary>
    private const int BrokenPipe = 32;
}
