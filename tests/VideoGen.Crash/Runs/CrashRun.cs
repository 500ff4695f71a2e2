using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoGen.Crash.Processes;
using VideoGen.Crash.Relays;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Crash.Runs;

/// <summary>A storm in which agents are killed and started again, and a calm in which everything must come to its end.</summary>
internal sealed class CrashRun(CrashOptions options, CrashWorld world, Action<string> tell) : IDisposable
{
    private const int CmsPerMille = 40, CommandPerMille = 150, BothPerMille = 60, TrippedPerMille = 750, PatientPerMille = 700;
    private const int LooksPerSecond = 5;
    private static readonly TimeSpan LongestTrip = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(20);

    private readonly Random _random = new(options.Seed);
    private readonly ConcurrentDictionary<int, Intent> _open = new();
    private readonly ConcurrentDictionary<int, Task> _callers = new();
    private readonly CancellationTokenSource _ending = new();
    private int _intents;
    private bool _isStormy = true;

    /// <summary>What it did so far.</summary>
    public CrashReport Report { get; } = new();

    /// <summary>Kills until enough are dead, then waits until nothing is unfinished.</summary>
    public async Task RunAsync()
    {
        await world.StartAsync();
        Task[] keepers = [.. Enumerable.Range(0, options.Servers).Select(_ => KeepServerAsync())];
        Task? cms = null;
        long begun = TimeProvider.System.GetTimestamp();
        int told = 0;
        while (Report.Kills < options.Kills && TimeProvider.System.GetElapsedTime(begun) < options.Longest)
        {
            Array.Find(keepers, k => k.IsFaulted)?.GetAwaiter().GetResult();
            await OrderAsync();
            if (cms is null or { IsCompleted: true } && Hits(CmsPerMille))
            {
                await (cms ?? Task.CompletedTask);
                Report.CmsKills++;
                cms = world.KillCmsAsync();
            }

            await KillOneAsync();
            if (Report.Kills / 20 > told)
            {
                told = Report.Kills / 20;
                tell($"{Report.Kills} kills, {_intents} requests, {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s");
            }
        }

        _isStormy = false;
        await (cms ?? Task.CompletedTask);
        await UntilAtRestAsync();
        await _ending.CancelAsync();
        await Task.WhenAll(_callers.Values.Concat(keepers));
    }

    public void Dispose() => _ending.Dispose();

    /// <summary>True when a job may stay as it is: nobody can know yet whether its submit arrived, and that is what it says.</summary>
    public static bool MayStay(Job job) => job is { State: JobState.SubmissionUnknown, ProviderJob: null };

    private async Task KillOneAsync()
    {
        if (Hits(TrippedPerMille))
        {
            Moment moment = Moment.Draw(_random);
            Task<bool> sprung = world.Wire.Span(moment, pid => KillAsync(world.Agents.FirstOrDefault(a => a.Id == pid), moment.ToString()));
            if (await Task.WhenAny(sprung, Pause(LongestTrip)) == sprung || !world.Wire.TakeAway())
            {
                await sprung;
                return;
            }

            if (Hits(PatientPerMille))
            {
                return; // nobody came by; let them come further
            }
        }

        await Pause(LongestPause * _random.NextDouble());
        RunningProgram[] agents = world.Agents;
        bool both = Hits(BothPerMille);
        foreach (RunningProgram agent in both ? agents : agents.Skip(_random.Next(Math.Max(1, agents.Length))).Take(1))
        {
            await KillAsync(agent, both ? "any time, all at once" : "any time");
        }
    }

    private async Task<bool> KillAsync(RunningProgram? agent, string moment)
    {
        if (agent is null)
        {
            return false;
        }

        ImmutableArray<Job> jobs = await UnfinishedAsync();
        if (!await world.KillAsync(agent))
        {
            return false;
        }

        Report.Killed(moment, jobs.Select(j => j.State.ToString()));
        return true;
    }

    private async Task<ImmutableArray<Job>> UnfinishedAsync() =>
        [.. (await world.Ledger.ListNewestJobsAsync(64, CancellationToken.None)).Where(j => !j.IsTerminal)];

    // Callers have under way what they may; some of them by the command line.
    private async Task OrderAsync()
    {
        while (_open.Count < options.Callers)
        {
            var intent = new Intent(++_intents, 1 + _random.Next(3));
            _open[intent.Number] = intent;
            if (Hits(CommandPerMille))
            {
                await world.StartCommandAsync(intent);
            }

            _callers[intent.Number] = InsistAsync(intent);
        }
    }

    // As a caller should: the same request with the same key until there is an answer, and then until it says that all is finished.
    private async Task InsistAsync(Intent intent)
    {
        while (!_ending.IsCancellationRequested)
        {
            if (await world.AskAsync(intent, CancellationToken.None) is { } answer && (!_isStormy || (string?)answer["status"] is "finished" || Report.Kills % 7 == 3))
            {
                break;
            }

            await Pause(TimeSpan.FromMilliseconds(700));
        }

        _open.TryRemove(intent.Number, out _);
    }

    // A supervisor: what ends is started again.
    private async Task KeepServerAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            RunningProgram server;
            try
            {
                server = await world.StartServerAsync();
            }
            catch (InvalidOperationException) when (_isStormy)
            {
                continue; // killed before it listened
            }

            try
            {
                await server.EndAsync(_ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task UntilAtRestAsync()
    {
        long begun = TimeProvider.System.GetTimestamp();
        var outbox = new LedgerOutbox(world.Ledger);
        while (TimeProvider.System.GetElapsedTime(begun) < Calm)
        {
            ImmutableArray<Job> jobs = await world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None);
            if (_open.IsEmpty && jobs.All(j => j.IsTerminal || MayStay(j)) && (await outbox.ReadBacklogAsync(CancellationToken.None)).Waiting == 0)
            {
                break;
            }

            await Pause(TimeSpan.FromSeconds(1.0 / LooksPerSecond));
        }

        (Report.Intents, Report.Jobs) = (_intents, (await world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None)).Length);
    }

    private bool Hits(int perMille) => _random.Next(1000) < perMille;

    private static Task Pause(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
