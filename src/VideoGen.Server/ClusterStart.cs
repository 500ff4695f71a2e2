using System.Collections.Immutable;
using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using VideoGen.Cluster;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Server.Traffic;

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
        builder.Services.AddVideoGenCluster(new ClusterNode(postgres.Complete, ClusterAddress.Of(settings.Cluster.Address!), settings.Cluster.Port) { Certificates = FilesOf(settings.Cluster) });
        builder.Services.AddSingleton<ILimitExchange, LimitExchange>();
        builder.Services.AddHostedService<SharedHome>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft.Orleans", LogLevel.Warning).AddFilter("VideoGen.Cluster.NodeMessages", LogLevel.Warning);
    }

    /// <summary>What keeps the node from being known by the others; empty when nothing does, or TLS is not asked for.</summary>
    public static ImmutableArray<Problem> CheckFiles(ClusterSettings cluster, DateTimeOffset now)
    {
        try
        {
            _ = FilesOf(cluster)?.Read(now);
            return [];
        }
        catch (NodeCertificateException unusable)
        {
            string member = unusable.Member switch
            {
                NodeCertificateMember.Key => "key_file",
                NodeCertificateMember.Authority => "authority_file",
                _ => "certificate_file",
            };
            return [new Problem("setting_invalid", $"/cluster/{member}", $"cluster.{member}: {unusable.Message}", unusable.Remedy)];
        }
    }

    /// <summary>Waits until the ledger's database answers. One that refuses this user is not waited for.</summary>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
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
            catch (LedgerException away) when (away.Problem.Code is ProblemCodes.LedgerUnreachable && !IsRefused(away) && time.GetElapsedTime(begun) < Patience)
            {
                LedgerAway(log, away.Problem.Message);
            }

            await Task.Delay(Pause, time);
        }
    }

    /// <summary>
    /// Looks whether the port between nodes is free. The runtime of the cluster shares a port with whoever listens there already, and takes a node that lives
    /// at this address for one that died: two servers by one setting would end each other in turns.
    /// </summary>
    /// <exception cref="SocketException">It is taken, or the address is none of this machine.</exception>
    public static void CheckPort(ClusterSettings cluster)
    {
        IPAddress address = ClusterAddress.Of(cluster.Address!);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, cluster.Port));
    }

    /// <summary>Whether the node became one of the cluster.</summary>
    public static bool HasJoined(IServiceProvider services) => services.GetRequiredService<INodes>().Current.MayAct;

    private static NodeCertificateFiles? FilesOf(ClusterSettings cluster) => cluster is { CertificateFile: { } certificate, KeyFile: { } key, AuthorityFile: { } authority } ? new(certificate, key, authority) : null;

    // A wrong password, user or database does not become right by waiting.
    private static bool IsRefused(LedgerException away) => away.InnerException is DbException { SqlState: "28P01" or "28000" or "3D000" or "42501" };

    [LoggerMessage(5002, LogLevel.Warning, "Waiting for the ledger: {Reason}")]
    private static partial void LedgerAway(ILogger log, string reason);
}
