using System.Collections.Concurrent;
using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>The agent keeps its promises in every world that a seed can make.</summary>
public sealed class SeedTests
{
    private const int Seeds = 5000;

    [Fact]
    public void No_seed_breaks_a_promise()
    {
        var broken = new ConcurrentBag<ulong>();
        Parallel.For(1, Seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            if (SeedRun.Of((ulong)seed).Violation is not null)
            {
                broken.Add((ulong)seed);
            }
        });

        if (!broken.IsEmpty)
        {
            Outcome first = SeedRun.Of(broken.Min(), traced: true);
            Assert.Fail($"{broken.Count} of {Seeds} seeds break a promise: {string.Join(", ", broken.Order().Take(20))}. Seed {first.Seed}: {first.Violation!.Promise}: {first.Violation.What}\n{first.Trace}");
        }
    }

    [Fact]
    public void No_seed_breaks_a_promise_in_a_cluster()
    {
        const int InCluster = 1500;
        var broken = new ConcurrentBag<ulong>();
        Parallel.For(1, InCluster + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            if (SeedRun.Of((ulong)seed, isCluster: true).Violation is not null)
            {
                broken.Add((ulong)seed);
            }
        });

        if (!broken.IsEmpty)
        {
            Outcome first = SeedRun.Of(broken.Min(), traced: true, isCluster: true);
            Assert.Fail($"{broken.Count} of {InCluster} seeds break a promise: {string.Join(", ", broken.Order().Take(20))}. Seed {first.Seed}: {first.Violation!.Promise}: {first.Violation.What}\n{first.Trace}");
        }
    }

    [Fact]
    public void A_cluster_is_the_same_history_on_the_real_ledger_file()
    {
        bool isTakenOver = false, isPaused = false, isDoubted = false;
        for (ulong seed = 1; seed <= 30; seed++)
        {
            string trace = SeedRun.Of(seed, traced: true, isCluster: true).Trace;
            isTakenOver |= trace.Contains(" over from agent", StringComparison.Ordinal);
            isPaused |= trace.Contains("Nothing was sent: this node", StringComparison.Ordinal);
            isDoubted |= trace.Contains("is called dead, and lives", StringComparison.Ordinal);
            SeedRun.Of(seed, traced: true, ledgers: SeedRun.OnSqlite, isCluster: true).Trace.ShouldBe(trace, $"seed {seed}");
        }

        (isTakenOver, isPaused, isDoubted).ShouldBe((true, true, true), "The seeds must show what a cluster is about.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_seed_is_the_same_history_every_time(ulong seed)
    {
        string trace = SeedRun.Of(seed, traced: true).Trace;

        trace.ShouldNotBeEmpty();
        SeedRun.Of(seed, traced: true).Trace.ShouldBe(trace);
    }

    [Fact]
    public void A_seed_is_the_same_history_on_the_real_ledger_file()
    {
        const int OnSqlite = 40;
        int takenOver = 0;
        for (ulong seed = 1; seed <= OnSqlite; seed++)
        {
            string trace = SeedRun.Of(seed, traced: true).Trace;
            takenOver += trace.Contains(" over from ", StringComparison.Ordinal) ? 1 : 0;
            SeedRun.Of(seed, traced: true, ledgers: SeedRun.OnSqlite).Trace.ShouldBe(trace, $"seed {seed}");
        }

        takenOver.ShouldBeGreaterThan(0, "The seeds must show claims that are taken over from the dead.");
    }

    [Fact]
    public void Another_seed_is_another_history() =>
        SeedRun.Of(1, traced: true).Trace.ShouldNotBe(SeedRun.Of(2, traced: true).Trace);
}
