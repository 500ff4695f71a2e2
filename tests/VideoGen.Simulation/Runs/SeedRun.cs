using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Records;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Outside;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Runs;

/// <summary>One run: a storm in which everything may go wrong, a calm in which everything must come to its end, and the judgement.</summary>
internal static class SeedRun
{
    private const long MostSteps = 3_000_000;
    private static readonly TimeSpan Calm = TimeSpan.FromHours(6);

    /// <summary>The ledger file in the home of a run, for its <c>ledgers</c>.</summary>
    public static SqlLedger OnSqlite(string home, TimeProvider time) => new SqliteLedger(new SqliteLedgerOptions(Path.Combine(home, "ledger.db")), time);

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">What everything is drawn from.</param>
    /// <param name="traced">True writes its history down.</param>
    /// <param name="sabotage">What is broken on purpose.</param>
    /// <param name="ledgers">Opens the real ledger, as a process with a clock of its own and the home of the run would; null for one in memory.</param>
    /// <param name="isCluster">True runs the processes as the nodes of a cluster.</param>
    public static Outcome Of(ulong seed, bool traced = false, Sabotage? sabotage = null, Func<string, TimeProvider, SqlLedger>? ledgers = null, bool isCluster = false)
    {
        var trace = new Trace(traced);
        var world = new World(seed, trace);
        var oracle = new Oracle(world);
        using var stage = new Stage(world, oracle, sabotage ?? Sabotage.None, ledgers, isCluster);
        var fleet = new Fleet(stage);
        _ = new Postman(stage, fleet);
        Caller[] callers = [.. Enumerable.Range(1, world.Chance.Between(1, 3)).Select(i => new Caller(stage, fleet, i))];

        bool isBroken() => oracle.Violation is not null;
        world.Run(isBroken, stage.Weather.Storm, MostSteps);
        if (!isBroken())
        {
            world.Tell("weather", $"calms down");
            stage.Weather.IsStormy = false;
            fleet.Calm();
            (_, IRecordOutbox outbox, _) = stage.OpenLedger(TimeProvider.System);
            world.Run(
                () => isBroken() || (callers.All(c => c.IsContent) && oracle.IsAtRest() && outbox.ReadBacklogAsync(default).AsTask().GetAwaiter().GetResult().Waiting == 0),
                stage.Weather.Storm + stage.FollowLimit + Calm,
                MostSteps);
        }

        if (world.Defect is { } defect)
        {
            oracle.Break(Promise.World, defect);
        }

        if (!isBroken())
        {
            (ILedger ledger, _, _) = stage.OpenLedger(TimeProvider.System);
            new FinalJudgement(stage, oracle, ledger).Judge();
        }

        return new Outcome(seed, oracle.Violation, trace.ToString(), world.Steps, world.Since);
    }
}
