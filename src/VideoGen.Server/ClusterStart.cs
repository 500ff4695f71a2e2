using System.Net;
using System.Net.Sockets;
using VideoGen.Cluster;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;

namespace VideoGen.Server;

/// <summary>Makes a server a node of a cluster. Loaded only where the settings have one.</summary>
internal static partial class ClusterStart
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(12); // steps end, jobs are given back, and the node says that it leaves
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Adds the node, before the agent is added.</summary>
    public static void AddTo(WebApplicationBuilder builder, Settings settings, Func<string, string?> environment)
    {
        var postgres = new PostgresLedgerOptions(settings.Ledger.Connection!) { Password = environment(settings.Ledger.PasswordVariable) };
        builder.Services.AddVideoGenCluster(new ClusterNode(postgres.Complete, AddressOf(settings.Cluster.Address!), settings.Cluster.Port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft.Orleans", LogLevel.Warning).AddFilter("VideoGen.Cluster.NodeMessages", LogLevel.Warning);
    }

    /// <summary>Waits until the ledger's database answers.</summary>
    public static async Task ReachLedgerAsync(ILedger ledger, TimeProvider time, ILogger log)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ledger.CountPendingAsync(CancellationToken.None);
                return;
            }
            catch (LedgerException away) when (away.Problem.Code is ProblemCodes.LedgerUnreachable && time.GetElapsedTime(begun) < Patience)
            {
                LedgerAway(log, away.Problem.Message);
            }

            await Task.Delay(Pause, time);
        }
    }

    // Names are of this machine; where it has several addresses, the first that is not for itself alone.
    private static IPAddress AddressOf(string address)
    {
        if (IPAddress.TryParse(address, out IPAddress? ip))
        {
            return ip;
        }

        IPAddress[] known = Dns.GetHostAddresses(address);
        return known.FirstOrDefault(a => a.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)) ?? known[0];
    }

    [LoggerMessage(5002, LogLevel.Warning, "Waiting for the ledger: {Reason}")]
    private static partial void LedgerAway(ILogger log, string reason);
}
