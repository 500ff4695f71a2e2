using System.Diagnostics;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>The faults of a storm, one after the other; each begins when every node is back from the one before.</summary>
internal sealed class Faults(StormNodes cluster, Callers callers)
{
    private const int MayNotAct = 75;
    private const int Anchors = 2;

    private static readonly TimeSpan AfterAKill = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterAPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterADatabaseIsLost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(1);

    private readonly List<TakeOver> _takeOvers = [];
    private readonly List<string> _lines = [];

    /// <summary>How soon jobs were taken over.</summary>
    public IReadOnlyList<TakeOver> TakeOvers => _takeOvers;

    /// <summary>What happened, for reports.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Names of the faults that want networks.</summary>
    public static IReadOnlyList<string> OfNetworks { get; } = ["cut off from the others", "cut off from the database", "cut off from both"];

    /// <summary>Every fault with its name, in turn; those that want networks where there are some.</summary>
    public IReadOnlyList<(string Name, Func<Task> PlayAsync)> InTurn =>
    [
        ("killed", () => KilledAsync(cluster.Nodes[0])),
        ("paused", () => PausedAsync(cluster.Nodes[1])),
        ("paused for a moment", () => PausedForAMomentAsync(cluster.Nodes[2])),
        .. cluster.HasNetworks
            ? (ReadOnlySpan<(string, Func<Task>)>)
            [
                (OfNetworks[0], () => CutOffAsync(cluster.Nodes[0], OfNetworks[0], Link.Peers)),
                (OfNetworks[1], () => CutOffAsync(cluster.Nodes[1], OfNetworks[1], Link.Database)),
                (OfNetworks[2], () => CutOffAsync(cluster.Nodes[2], OfNetworks[2], Link.Database | Link.Peers)),
            ]
            : [],
        ("webhooks in another order", WebhooksTurnedAsync),
        ("database restarted", () => cluster.WithoutDatabaseAsync(() => Task.CompletedTask)),
        ("database away for a minute", () => DatabaseAwayAsync(cluster.Nodes[0])),
        ("rolling upgrade", UpgradedAsync),
        ("all at once", AllAtOnceAsync),
        ("cold start at new addresses", ColdStartAsync),
    ];

    /// <summary>Waits until every node is one of the cluster, and the load balancer knows.</summary>
    public async Task BackAsync()
    {
        foreach (Node node in cluster.Nodes)
        {
            await node.ReadyAsync(isKept: true);
        }

        await ThreeNodes.UntilAsync("three nodes to be one cluster", async () => await cluster.LivingAsync() == 3 && await cluster.AnswersAsync());
    }

    private async Task KilledAsync(Node node)
    {
        (string name, string[] requests) = await AnchorAsync(node);
        long begun = Stopwatch.GetTimestamp();
        await node.KillAsync();
        await TakenOverAsync("killed", name, begun, AfterAKill);
        await EndAsync(requests);
        node.Start();
    }

    private async Task PausedAsync(Node node)
    {
        (string name, string[] requests) = await AnchorAsync(node);
        long begun = Stopwatch.GetTimestamp();
        await node.SignalAsync("STOP");
        await TakenOverAsync("paused", name, begun, AfterAPause);
        await EndAsync(requests);
        Task<int> ended = node.EndedAsync();
        await node.SignalAsync("CONT");
        (await ended).ShouldBe(MayNotAct, node.Output);
    }

    // Found dead or not: who looks after it starts it again.
    private async Task PausedForAMomentAsync(Node node)
    {
        await node.SignalAsync("STOP");
        await ProgressAsync(1);
        await node.SignalAsync("CONT");
    }

    private async Task CutOffAsync(Node node, string fault, Link links)
    {
        (string name, string[] requests) = await AnchorAsync(node);
        Task<int> ended = node.EndedAsync();
        long begun = Stopwatch.GetTimestamp();
        await Network.CutAsync(node.Number, links);
        await TakenOverAsync(fault, name, begun, links is Link.Database ? AfterADatabaseIsLost : AfterAPause);
        await EndAsync(requests);
        await Network.JoinAsync(node.Number, links);
        (await ended).ShouldBe(MayNotAct, node.Output);
    }

    // What ended first is reported last, when all the others have long been dealt with.
    private async Task WebhooksTurnedAsync()
    {
        TruthJob first = await DeliveredAsync(Orders.ReportedLast), second = await DeliveredAsync(Orders.Reported);
        await ThreeNodes.UntilAsync("the webhook of the order that ended last", () => Task.FromResult(Truth(second).WebhooksSent > 0));
        (first.EndedAt < second.EndedAt, Truth(first).WebhooksSent).ShouldBe((true, 0));
    }

    private TruthJob Truth(TruthJob order) => cluster.Fal.Truth.Job(order.RequestId)!;

    private async Task<TruthJob> DeliveredAsync(string word)
    {
        string request = await callers.OrderAsync(cluster.Front, word, wait: 0);
        await ThreeNodes.UntilAsync("an order to be delivered", async () => await cluster.UnfinishedAsync([request]) == 0);
        return cluster.Fal.Truth.Job((await cluster.Ledger.ListJobsAsync(request, CancellationToken.None)).ShouldHaveSingleItem().ProviderJob!.RequestId)!;
    }

    // In the middle of it a node dies, and comes back to a database that is not there.
    private async Task DatabaseAwayAsync(Node node) => await cluster.WithoutDatabaseAsync(async () =>
    {
        long begun = Stopwatch.GetTimestamp();
        await node.KillAsync();
        await ThreeNodes.UntilAsync("no node to be ready", async () => !await cluster.AnswersAsync());
        await Task.Delay(Away / 2, TimeProvider.System);
        node.Start();
        if (Away - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, TimeProvider.System);
        }
    });

    // One after the other, as a deployment does; in between, nodes of both builds are one cluster.
    private async Task UpgradedAsync()
    {
        string next = cluster.Nodes[0].Program == cluster.Previous ? ProgramFile.Server : cluster.Previous;
        foreach (Node node in cluster.Nodes)
        {
            (string name, string[] requests) = await AnchorAsync(node);
            (await node.StopAsync()).ShouldBe(0, node.Output);
            (await cluster.OwnedAsync(name)).ShouldBe(0, "who stops gives its jobs back first");
            node.Program = next;
            node.Start();
            await BackAsync();
            await EndAsync(requests);
        }
    }

    private async Task AllAtOnceAsync()
    {
        await Task.WhenAll(cluster.Nodes.Select(n => n.KillAsync()));
        Start();
        await MeasuredAsync("back at the same addresses");
    }

    private async Task ColdStartAsync()
    {
        await Task.WhenAll(cluster.Nodes.Select(n => n.KillAsync()));
        foreach (Node node in cluster.Nodes)
        {
            node.Endpoints = cluster.OtherEndpointsOf(node);
        }

        Start();
        await MeasuredAsync("back at new addresses");
    }

    private void Start()
    {
        foreach (Node node in cluster.Nodes)
        {
            node.Start();
        }
    }

    private async Task MeasuredAsync(string what)
    {
        long begun = Stopwatch.GetTimestamp();
        await BackAsync();
        _lines.Add($"all {what} {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after they were started");
    }

    // Orders at a node that end when they are let go, so that nobody but a successor takes a step of them.
    private async Task<(string Name, string[] Requests)> AnchorAsync(Node node)
    {
        string name = await cluster.NameAsync(node);
        string[] requests = await Task.WhenAll(Enumerable.Range(0, Anchors).Select(_ => callers.OrderAsync(node.Root, Orders.Held, wait: 0)));
        await ThreeNodes.UntilAsync("orders to be held", () => Task.FromResult(cluster.Fal.Truth.Jobs.Count(IsHeld) >= Anchors));
        (await cluster.OwnedAsync(name)).ShouldBeGreaterThanOrEqualTo(Anchors);
        return (name, requests);
    }

    private static bool IsHeld(TruthJob job) => job is { StartedAt: not null, EndedAt: null } && job.Behaviours.Contains("held");

    private async Task TakenOverAsync(string fault, string name, long begun, TimeSpan promised)
    {
        await ThreeNodes.UntilAsync($"the jobs of a node that was {fault} to be taken over", async () => await cluster.OwnedAsync(name) == 0);
        _takeOvers.Add(new TakeOver(fault, Stopwatch.GetElapsedTime(begun), promised));
    }

    private Task<TimeSpan> EndAsync(string[] requests) => ThreeNodes.UntilAsync("orders to end that were let go", async () =>
    {
        cluster.Fal.Release();
        return await cluster.UnfinishedAsync(requests) == 0;
    });

    private async Task ProgressAsync(int jobs)
    {
        long before = await cluster.EndedAsync();
        await ThreeNodes.UntilAsync("other jobs to end", async () => await cluster.EndedAsync() >= before + jobs);
    }
}
