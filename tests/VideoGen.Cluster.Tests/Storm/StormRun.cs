using System.Diagnostics;
using System.Globalization;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Crash.Runs;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>
/// One storm: every fault in turn while callers order, then calm, then the judge. The variable <c>TEST_STORM_HOURS</c> has it go on for so many hours, round
/// after round; without it there is one round, and no fault begins after five minutes.
/// </summary>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public sealed class StormRun : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan LastBegins = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(4);

    private readonly StormNodes _cluster = new();
    private readonly List<string> _played = [];

    /// <summary>Promises that were broken.</summary>
    internal IReadOnlyList<Violation> Found { get; private set; } = [];

    /// <summary>How soon jobs were taken over.</summary>
    internal IReadOnlyList<TakeOver> TakeOvers { get; private set; } = [];

    /// <summary>Faults that happened, in their order.</summary>
    internal IReadOnlyList<string> Played => _played;

    /// <summary>Faults that were left out because the storm took too long.</summary>
    internal IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>Exit codes of nodes that ended by themselves.</summary>
    internal IReadOnlyList<int> Ends { get; private set; } = [];

    /// <summary>Jobs whose submit never began, which nobody can know yet.</summary>
    internal int Unknown { get; private set; }

    /// <summary>Orders that were answered.</summary>
    internal int Answered { get; private set; }

    /// <summary>What happened, for reports.</summary>
    internal string Report { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        _cluster.Fal.Play(Orders.Script);
        long begun = Stopwatch.GetTimestamp();
        var callers = new Callers(_cluster);
        var faults = new Faults(_cluster, callers);
        using var over = new CancellationTokenSource();
        Task ordering = callers.RunAsync(over.Token);
        var lines = new List<string>();
        try
        {
            await PlayAsync(faults, lines, begun);
            await over.CancelAsync();
            await ordering;
            await ThreeNodes.UntilAsync("every job to end", IsAtRestAsync, Calm);
        }
        catch (Exception failed)
        {
            // The console of a whole run is no place for the output of three servers.
            string file = Path.Combine(Path.GetTempPath(), "videogen-storm.log");
            await File.WriteAllTextAsync(file, string.Join("\n\n", _cluster.Nodes.Select(n => $"Node {n.Number} ({string.Join(", ", n.Ends)}):\n{n.Output}")), CancellationToken.None);
            throw new InvalidOperationException(
                $"After {string.Join(", ", _played)}: {failed.Message} What the nodes said last is in {file}.\n{string.Join('\n', lines)}\n{await UnfinishedAsync()}", failed);
        }

        TimeSpan stormed = Stopwatch.GetElapsedTime(begun);
        Found = await StormJudgement.OfAsync(_cluster, callers.Accepted);
        (TakeOvers, Answered, Ends) = (faults.TakeOvers, callers.Accepted.Count, [.. _cluster.Nodes.SelectMany(n => n.Ends)]);
        Report = string.Join('\n',
        [
            .. lines, .. LeftOut.Select(name => $"{name}: left out, the storm took too long"), .. TakeOvers.Select(t => t.ToString()), .. faults.Lines,
            $"nodes that ended by themselves and were started again: {string.Join(", ", Ends.GroupBy(e => e).Select(g => $"{g.Count()} with code {g.Key}"))}",
            $"{Answered} orders answered, {Unknown} of them unknown, {_cluster.Fal.Truth.JobsCreated} at the provider, {_cluster.Fal.Truth.BilledUsd} USD billed; {stormed.TotalSeconds:0} s, judged in {(Stopwatch.GetElapsedTime(begun) - stormed).TotalSeconds:0} s",
        ]);
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    // A submit that was killed before its first byte is unknown for as long as fal's history may not list it; nobody waits for that here.
    private async Task<bool> IsAtRestAsync()
    {
        Job[] unfinished = [.. (await _cluster.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None)).Where(j => !j.IsTerminal)];
        Unknown = unfinished.Length;
        return unfinished.All(CrashRun.MayStay) && !_cluster.Fal.Truth.Jobs.Select(StormJudgement.JobOf).Intersect(unfinished.Select(j => j.Id), StringComparer.Ordinal).Any();
    }

    // What the ledger knows of jobs that did not end, with the last lines of their history.
    private async Task<string> UnfinishedAsync()
    {
        IReadOnlyList<(string JobId, string Row)> rows = await _cluster.UnfinishedAsync();
        var lines = new List<string>();
        foreach ((string id, string row) in rows.Take(10))
        {
            JobEvent[] history = [.. await _cluster.Ledger.ListEventsAsync(id, CancellationToken.None)];
            TruthJob? order = _cluster.Fal.Truth.Jobs.FirstOrDefault(j => StormJudgement.JobOf(j) == id);
            string known = order is null ? "nothing" : $"{order.RequestId}, {order.State}, {order.WebhooksSent} webhooks, {string.Join(", ", order.Behaviours)}";
            lines.Add($"{row}, at the provider {known}\n{string.Join('\n', history.TakeLast(6).Select(e => $"  {e.At:HH:mm:ss.fff} {e.Source} {e.Kind}: {e.Message}"))}");
        }

        return $"{rows.Count} jobs are unfinished.\n{string.Join('\n', lines)}";
    }

    private async Task PlayAsync(Faults faults, List<string> lines, long begun)
    {
        TimeSpan? hours = double.TryParse(Environment.GetEnvironmentVariable("TEST_STORM_HOURS"), CultureInfo.InvariantCulture, out double given) ? TimeSpan.FromHours(given) : null;
        do
        {
            foreach ((string name, Func<Task> playAsync) in faults.InTurn)
            {
                if (Stopwatch.GetElapsedTime(begun) > (hours ?? LastBegins))
                {
                    LeftOut = [.. LeftOut, name];
                    continue;
                }

                long at = Stopwatch.GetTimestamp();
                await playAsync();
                await faults.BackAsync();
                _played.Add(name);
                lines.Add($"{name}: over after {Stopwatch.GetElapsedTime(at).TotalSeconds:0.0} s");
            }
        }
        while (Stopwatch.GetElapsedTime(begun) < hours);
    }
}
