using System.Net;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Jobs;

namespace VideoGen.Cluster.Tests;

/// <summary>Who lives, as the membership reports it, and what comes of one that reports nothing any more.</summary>
public sealed class OrleansNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly SiloAddress Here = ScriptedMembership.Here;
    private static readonly SiloAddress There = SiloAddress.New(IPAddress.Parse("10.0.0.2"), 11_111, 1);

    [Fact]
    public async Task Changes_are_learned_until_it_stops()
    {
        var membership = new ScriptedMembership();
        var fatal = new Ends();
        using var nodes = new OrleansNodes(membership, membership, fatal);
        await nodes.StartAsync(CancellationToken.None);
        NodeView before = nodes.Current;
        before.MayAct.ShouldBeFalse("nobody is there yet");

        membership.Report((Here, SiloStatus.Active), (There, SiloStatus.Active));
        await nodes.ChangedAsync(before, CancellationToken.None).WaitAsync(Patience);

        nodes.Current.Living.ShouldBe(["10.0.0.1", "10.0.0.2"], ignoreOrder: true);
        nodes.Current.MayAct.ShouldBeTrue();
        nodes.Peers.ShouldBe([There]);
        await nodes.StopAsync(CancellationToken.None);
        fatal.First.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_learns_nothing_any_more_ends(bool breaks)
    {
        var membership = new ScriptedMembership();
        var fatal = new Ends();
        using var nodes = new OrleansNodes(membership, membership, fatal);
        await nodes.StartAsync(CancellationToken.None);

        membership.End(breaks ? new InvalidOperationException("It broke.") : null);

        (await fatal.First.WaitAsync(Patience))?.Message.ShouldBe("It broke.");
        await nodes.StopAsync(CancellationToken.None);
    }

    private sealed class Ends : IFatalErrorHandler
    {
        private readonly TaskCompletionSource<Exception?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Exception?> First => _first.Task;

        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) => _first.TrySetResult(exception);
    }
}
