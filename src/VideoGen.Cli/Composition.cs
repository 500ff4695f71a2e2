using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Jobs;
using VideoGen.Mcp;
using VideoGen.Mcp.Stdio;

namespace VideoGen.Cli;

/// <summary>The one place where the CLI meets the parts it is made of.</summary>
internal static class Composition
{
    private static readonly TimeSpan UntilTakeUp = TimeSpan.FromSeconds(1);

    /// <summary>The parts of this process.</summary>
    /// <param name="telemetry">Where its log goes.</param>
    public static CliServices Services(CliTelemetry telemetry) => new()
    {
        OpenAgent = (settings, _) => ValueTask.FromResult<IAgent>(new HostAgent(Host(settings, telemetry.LogOf(settings.Telemetry)))),
        ServeStdio = (settings, stop) => ServeStdioAsync(settings, telemetry.LogOf(settings.Telemetry), stop),
        Diagnose = (settings, scope, stop) => DiagnoseAsync(settings, scope, telemetry.LogOf(settings.Telemetry), stop),
        UpgradeLedger = (settings, stop) => LedgerUpgrade.RunAsync(settings, Environment.GetEnvironmentVariable, TimeProvider.System, stop),
        CopyLedger = (settings, stop) => LedgerMove.RunAsync(settings, Environment.GetEnvironmentVariable, stop),
        PushCatalog = (settings, key, stop) => CatalogSupply.PushAsync(settings, key, TimeProvider.System, stop),
    };

    private static AgentHost Host(Settings settings, ILogger log) => new(settings, TimeProvider.System, log);

    private static async ValueTask<int> ServeStdioAsync(Settings settings, ILogger log, CancellationToken cancellationToken)
    {
        var host = new Lazy<AgentHost>(() => Host(settings, log));
        var program = new McpHost
        {
            Version = CliTelemetry.Version,
            Ids = new RandomIds(TimeProvider.System),
            Log = log,
            LocalFolder = Environment.CurrentDirectory,
            ServesOneClient = true,
            Ending = cancellationToken,
        };

        try
        {
            // Unfinished jobs, and the agent itself, can wait until the client has its tools.
            await using ITimer takeUp = TimeProvider.System.CreateTimer(_ => _ = TakeUpAsync(host), null, UntilTakeUp, Timeout.InfiniteTimeSpan);
            await StdioServer.RunAsync(McpTools.CreateOptions(new LateAgent(host).AsParts(), program), cancellationToken, (long)settings.MaxRequestBytes + ServerSettings.EnvelopeBytes);
        }
        finally
        {
            if (host.IsValueCreated)
            {
                await host.Value.DisposeAsync();
            }
        }

        return ExitCode.Done;
    }

    private static async Task TakeUpAsync(Lazy<AgentHost> host)
    {
        try
        {
            await host.Value.TakeUpAsync(CancellationToken.None);
        }
        catch (LedgerException broken)
        {
            await Console.Error.WriteLineAsync(PlainText.Line(broken.Problem.ToString()));
        }
    }

    private static async ValueTask<ImmutableArray<Finding>> DiagnoseAsync(Settings settings, DoctorScope scope, ILogger log, CancellationToken cancellationToken)
    {
        await using AgentHost host = Host(settings, log);
        var diagnostics = new DiagnosticRun(settings, host, TimeProvider.System, Environment.GetEnvironmentVariable);
        return await (scope.OnlyCluster ? diagnostics.ClusterAsync(cancellationToken)
            : scope.OnlyPayload ? diagnostics.PayloadAsync(scope.Tries, cancellationToken) : diagnostics.RunAsync(cancellationToken));
    }
}
