using System.CommandLine;
using System.CommandLine.Parsing;
using VideoGen.Cli.Output;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Cli;

/// <summary>The command line application over services and environment that are given to it, so that tests can run it whole.</summary>
internal sealed class CliApplication(CliServices services, CliEnvironment environment)
{
    private readonly CliEnvironment _environment = environment with
    {
        Output = new GuardedWriter(environment.Output, mustArrive: true),
        Error = new GuardedWriter(environment.Error, mustArrive: false),
    };

    /// <summary>Runs one call.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="interrupted">Cancelled by the first Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken interrupted)
    {
        VerbContext? context = null;
        var tree = new CommandTree((settings, json) => context = new VerbContext(services, _environment, settings, json, interrupted));
        Command root = tree.Build();
        ParseResult call = root.Parse(arguments);
        if (call.Errors.Count > 0)
        {
            await RefuseAsync(root, call);
            return ExitCode.BadInput;
        }

        try
        {
            return await InvokeAsync(call, () => context, interrupted);
        }
        catch (OutputUnwritableException unwritable)
        {
            return Unwritable(unwritable, context?.Kept ?? []);
        }
    }

    private async Task<int> InvokeAsync(ParseResult call, Func<VerbContext?> context, CancellationToken interrupted)
    {
        try
        {
            return await call.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = _environment.Output,
                    Error = _environment.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                CancellationToken.None);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && context() is not null)
        {
            context()!.Hints.Line("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }
        catch (Exception defect) when (defect is not OutputUnwritableException && context() is not null)
        {
            return context()!.Refuse(
                [new Problem("internal_error", "", $"{defect.GetType().Name}: {defect.Message}", "This is a defect of the program, or of the machine: videogen doctor looks at the machine.")],
                ExitCode.Broken);
        }
    }

    private async Task RefuseAsync(Command root, ParseResult call)
    {
        foreach (var error in call.Errors)
        {
            await _environment.Error.WriteLineAsync(PlainText.Line(error.Message));
        }

        Command at = call.CommandResult.Command;
        if (call.UnmatchedTokens is [var unknown, ..] && NearestWord.Of(unknown, at.Subcommands.Select(c => c.Name).Concat(at.Options.Concat(root.Options.Where(o => o.Recursive)).Select(o => o.Name))) is { } nearest)
        {
            await _environment.Error.WriteLineAsync($"Did you mean {nearest}?");
        }

        var names = new List<string>();
        for (CommandResult? result = call.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Insert(0, result.Command.Name);
        }

        await _environment.Error.WriteLineAsync($"For help: {string.Join(' ', names)} --help");
    }

    // Nothing more goes to stdout, not even a refusal as JSON.
    private int Unwritable(OutputUnwritableException unwritable, List<string> kept)
    {
        string remedy = kept.Count == 0
            ? "Make room, or send the result elsewhere, and run the command again."
            : $"Do not order again. Make room, or send the result elsewhere, then: {string.Join(", ", kept.Select(id => $"'videogen status {id}'"))}.";
        string requests = kept.Count == 0 ? "" : $" The request {string.Join(", ", kept)} is kept.";
        var hints = new Screen(_environment.Error, _environment.ErrorIsTerminal, _environment.Colors, _environment.IsDumb, _environment.ErrorWidth);
        Notices.Problems(hints, [new Problem("output_unwritable", "", $"stdout cannot be written: {unwritable.Message}{(unwritable.Message.EndsWith('.') ? "" : ".")}{requests}", remedy)]);
        return ExitCode.Broken;
    }
}
