using System.Threading.RateLimiting;
using VideoGen.Server.Traffic;

namespace VideoGen.Cluster.Tests;

/// <summary>A limit over all nodes, with messages that arrive when the test lets them.</summary>
public sealed class SharedLimiterTests
{
    private const int Limit = 10;

    [Fact]
    public void What_is_used_at_one_node_is_used_at_the_other()
    {
        var wire = new Wire();
        using SharedLimiter a = RateLimits.PerMinute("requests", Limit, wire.End(0)), b = RateLimits.PerMinute("requests", Limit, wire.End(1));

        Take(a, "ann", 4).ShouldBe(4);
        wire.Deliver();

        Take(b, "ann", Limit).ShouldBe(Limit - 4);
        Take(b, "eve", Limit).ShouldBe(Limit, "each caller has a limit of its own");
    }

    [Fact]
    public void Who_used_more_than_is_left_has_nothing_left_and_is_not_in_debt()
    {
        var wire = new Wire();
        using SharedLimiter a = RateLimits.PerMinute("requests", Limit, wire.End(0)), b = RateLimits.PerMinute("requests", Limit, wire.End(1));

        (Take(a, "ann", Limit), Take(b, "ann", Limit)).ShouldBe((Limit, Limit), "before anybody heard of it");
        wire.Deliver();

        (Take(a, "ann", 1), Take(b, "ann", 1)).ShouldBe((0, 0));
        b.GetStatistics("ann")!.CurrentAvailablePermits.ShouldBe(0);
    }

    [Fact]
    public void What_was_heard_is_not_told_on_and_other_limits_are_not_touched()
    {
        var wire = new Wire();
        using SharedLimiter a = RateLimits.PerMinute("requests", Limit, wire.End(0)), b = RateLimits.PerMinute("requests", Limit, wire.End(1)), guesses = RateLimits.PerMinute("guesses", Limit, wire.End(1));

        Take(a, "ann", 1).ShouldBe(1);
        wire.Deliver();
        wire.Deliver().ShouldBe(0);

        Take(guesses, "ann", Limit).ShouldBe(Limit);
    }

    [Fact]
    public void Somebody_on_this_machine_is_counted_nowhere()
    {
        var wire = new Wire();
        using SharedLimiter a = RateLimits.PerMinute("requests", Limit, wire.End(0));

        Take(a, "", Limit * 2).ShouldBe(Limit * 2);
        wire.Deliver().ShouldBe(0);
    }

    private static int Take(SharedLimiter limiter, string key, int times) => Enumerable.Range(0, times).Count(_ =>
    {
        using RateLimitLease lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    });

    // Two nodes and what is between them.
    private sealed class Wire
    {
        private readonly List<(int To, string Limit, string Key)> _sent = [];
        private readonly List<(int At, string Limit, Action<string, int> Used)> _listening = [];

        public ILimitExchange End(int node) => new OneEnd(this, node);

        public int Deliver()
        {
            (int To, string Limit, string Key)[] sent = [.. _sent];
            _sent.Clear();
            foreach ((int to, string limit, string key) in sent)
            {
                foreach ((_, _, Action<string, int> used) in _listening.Where(l => l.At == to && l.Limit == limit))
                {
                    used(key, 1);
                }
            }

            return sent.Length;
        }

        private sealed class OneEnd(Wire wire, int node) : ILimitExchange
        {
            public void Report(string limit, string key) => wire._sent.Add((1 - node, limit, key));

            public void Listen(string limit, Action<string, int> used) => wire._listening.Add((node, limit, used));
        }
    }
}
