using System.Collections.Immutable;
using System.Reflection;
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
    public static CliParts Parts() => new()
    {
        OpenAgent = (settings, _) => ValueTask.FromResult<IAgent>(new HostAgent(Host(settings))),
        ServeStdio = ServeStdioAsync,
        Examine = ExamineAsync,
        PushCatalog = (settings, key, stop) => CatalogSupply.PushAsync(settings, key, TimeProvider.System, stop),
    };

    private static AgentHost Host(Settings settings) => new(settings, TimeProvider.System, new StandardErrorLog());

    private static async ValueTask<int> ServeStdioAsync(Settings settings, CancellationToken cancellationToken)
    {
        var host = new Lazy<AgentHost>(() => Host(settings));
        var program = new McpHost
        {
            Version = typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            Ids = new RandomIds(TimeProvider.System),
            Log = new StandardErrorLog(),
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

    private static async ValueTask<ImmutableArray<Finding>> ExamineAsync(Settings settings, DoctorScope scope, CancellationToken cancellationToken)
    {
        await using AgentHost host = Host(settings);
        var examination = new Examination(settings, host, TimeProvider.System, Environment.GetEnvironmentVariable);
        return await (scope.OnlyPayload ? examination.PayloadAsync(scope.Tries, cancellationToken) : examination.RunAsync(cancellationToken));
    }
}
