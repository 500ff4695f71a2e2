using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the nodes of a cluster live, reach each other as far as this machine can tell, and have all jobs. Reads only.</summary>
internal static class ClusterDiagnostic
{
    private const string Subject = "cluster";
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly Finding None = new(
        Subject, FindingState.Warning, "has no node, and cluster.address is not set here: a server by itself moves all jobs of this ledger.",
        "Nothing is to be done for one server. For several, start videogen serve on every machine, with cluster.address set.");

    /// <summary>Looks at the cluster of a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="home">The home folder, which the nodes share.</param>
    /// <param name="isExpected">True where the settings have a cluster: that it has no node is broken then.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ImmutableArray<Finding>> RunAsync(PostgresLedger ledger, string home, bool isExpected, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<NodeRecord> nodes = await ledger.ListNodesAsync(cancellationToken);
            ImmutableDictionary<string, int> owned = await ledger.CountOwnedAsync(cancellationToken);
            DateTimeOffset now = await ledger.ReadClockAsync(cancellationToken);
            if (nodes.IsEmpty && !isExpected)
            {
                return [Clock(time.GetUtcNow() - now), None];
            }

            return
            [
                Clock(time.GetUtcNow() - now),
                .. await Task.WhenAll(nodes.Where(n => n.IsActive).Select(n => NodeAsync(n, owned.GetValueOrDefault(n.Name), now, cancellationToken))),
                nodes.Any(n => n.IsActive) ? Jobs(nodes, owned) : new Finding(
                    Subject, FindingState.Broken, $"has no node: nothing moves {owned.Values.Sum()} unfinished job(s), and nobody takes webhooks.",
                    "Start videogen serve on every machine, with cluster.address set."),
                .. Home(home, [.. nodes.Where(n => n.IsActive && now - n.AliveAt <= Silent).Select(n => n.Name)]),
            ];
        }
        catch (LedgerException broken)
        {
            return [new Finding(Subject, FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy)];
        }
    }

    private static async Task<Finding> NodeAsync(NodeRecord node, int jobs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string subject = $"node {node.Name}";
        if (now - node.AliveAt > Silent)
        {
            return new Finding(
                subject, FindingState.Warning, $"at {node.Address} counts as living, and has said nothing since {node.AliveAt:yyyy-MM-dd HH:mm:ss} UTC.",
                "Nodes that live find it dead within seconds. When all were ended at once, the next one that starts does.");
        }

        return await IsReachedAsync(node.Address, cancellationToken)
            ? new Finding(subject, FindingState.Good, $"lives on {node.Host}, at {node.Address}, with {jobs} unfinished job(s).")
            : new Finding(
                subject, FindingState.Warning, $"lives on {node.Host}, with {jobs} unfinished job(s), and its port at {node.Address} cannot be reached from here.",
                "That is as it should be on a machine that is no node. From one that is, open cluster.port between the nodes.");
    }

    private static Finding Jobs(ImmutableArray<NodeRecord> nodes, ImmutableDictionary<string, int> owned)
    {
        var living = nodes.Where(n => n.IsActive).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        int free = owned.Where(o => !living.Contains(o.Key)).Sum(o => o.Value);
        return free == 0
            ? new Finding(Subject, FindingState.Good, $"{owned.Values.Sum()} unfinished job(s), each with a node that lives.")
            : new Finding(Subject, FindingState.Warning, $"{free} of {owned.Values.Sum()} unfinished jobs belong to no node that lives.", "Nodes that live take them over within seconds: look again. Where that number stays, look at the logs of the nodes.");
    }

    private static IEnumerable<Finding> Home(string home, ImmutableArray<string> living)
    {
        ImmutableArray<string> missing = new NodeMarks(home).Missing(living);
        return living.IsEmpty ? []
            : missing.IsEmpty ? [new Finding("home", FindingState.Good, $"{home} is the folder in which all nodes work.")]
            : [new Finding("home", FindingState.Broken, $"{home} is not the folder in which {string.Join(", ", missing)} {(missing.Length == 1 ? "works" : "work")}.", "Set home on every machine to one folder that all of them share: stills, clips, tokens and sessions are in it.")];
    }

    private static Finding Clock(TimeSpan skew) => skew.Duration() <= MostSkew
        ? new Finding("clock", FindingState.Good, "agrees with that of the ledger's database.")
        : new Finding("clock", FindingState.Warning, $"differs from that of the ledger's database by {skew.TotalSeconds:0} s.", "Let both follow a time server: leases and votes carry times.");

    // Orleans writes 10.0.0.11:11111@generation, and IPv6 without brackets: fd00::11:11111@generation.
    internal static IPEndPoint? PlaceOf(string address)
    {
        string place = address.Split('@')[0];
        int colon = place.LastIndexOf(':');
        return colon > 0 && IPAddress.TryParse(place[..colon], out IPAddress? ip) && ushort.TryParse(place[(colon + 1)..], CultureInfo.InvariantCulture, out ushort port)
            ? new IPEndPoint(ip, port)
            : null;
    }

    private static async Task<bool> IsReachedAsync(string address, CancellationToken cancellationToken)
    {
        if (PlaceOf(address) is not { } place)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
