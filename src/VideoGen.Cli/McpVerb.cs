using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;

namespace VideoGen.Cli;

/// <summary><c>videogen mcp</c>: the stdio server. Stdout belongs to the protocol, so everything for people goes to stderr.</summary>
internal static class McpVerb
{
    private const string Usage = """
        Usage: videogen mcp [--settings FILE]

        Serves the agent's tools over MCP on stdin and stdout. Put it into an MCP client as
          { "command": "videogen", "args": ["mcp"] }
        """;

    /// <summary>Serves until the client leaves.</summary>
    public static async Task<int> RunAsync(CliServices services, string[] args, TextWriter error, CancellationToken cancellationToken)
    {
        string? file = null;
        switch (args)
        {
            case []:
                break;
            case ["--settings", var given]:
                file = given;
                break;
            case [var joined] when joined.StartsWith("--settings=", StringComparison.Ordinal):
                file = joined["--settings=".Length..];
                break;
            default:
                await error.WriteLineAsync(Usage);
                return args is ["--help" or "-h" or "-?"] ? ExitCode.Done : ExitCode.BadInput;
        }

        SettingsReading reading = SettingsReader.Read(SettingsSources.OfProcess(file));
        if (reading is not SettingsReading.Usable usable)
        {
            return await RefuseAsync(reading, error);
        }

        try
        {
            return await services.ServeStdio(usable.Settings, cancellationToken);
        }
        catch (LedgerException broken)
        {
            await error.WriteLineAsync(PlainText.Line(broken.Problem.ToString()));
            return ExitCode.Broken;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private static async Task<int> RefuseAsync(SettingsReading reading, TextWriter error)
    {
        foreach (Problem problem in ((SettingsReading.Unusable)reading).Problems)
        {
            await error.WriteLineAsync(PlainText.Line(problem.ToString()));
        }

        return ExitCode.BadInput;
    }
}
