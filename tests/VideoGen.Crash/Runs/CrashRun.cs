using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Crash.Relays;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;

namespace VideoGen.Crash.Runs;

/// <summary>A storm in which agents are killed and started again, and a calm in which everything must come to its end.</summary>
internal sealed class CrashRun(CrashOptions options, CrashWorld world, Action<string> tell) : IDisposable
{
    private const int MostOrders = 500;
    private const int CmsPerMille = 53, CommandPerMille = 150, BothPerMille = 60;
    private const int OneLeavesOf = 7;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhileStoring = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan LongestTrip = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(20);

    private readonly Random _random = new(options.Seed);
    private readonly Aims _aims = new(new Random(options.Seed));
    private readonly ConcurrentDictionary<int, Intent> _open = new();
    private readonly ConcurrentDictionary<int, Task> _callers = new();
    private readonly CancellationTokenSource _ending = new();
    private Task[] _keepers = [];
    private Task _cms = Task.CompletedTask;
    private int _intents;
    private bool _isStormy = true;
    private long _begun;

    /// <summary>What it did so far.</summary>
    public CrashReport Report { get; } = new();

    /// <summary>Kills until enough are dead, then waits until nothing is unfinished.</summary>
    public async Task RunAsync()
    {
        await world.StartAsync();
        _keepers = [.. Enumerable.Range(0, options.Servers).Select(_ => KeepServerAsync())];
        _begun = TimeProvider.System.GetTimestamp();
        int told = 0;
        while (IsOn)
        {
            await OrderAsync();
            if (_cms.IsCompleted && Report.Kills < LastOfCms && Hits(CmsPerMille))
            {
                Report.CmsKills++;
                _cms = world.KillCmsAsync();
            }

            await (_aims.Next() is { } moment ? KillAtAsync(moment) : KillAnyTimeAsync());
            if (Report.Kills / 20 > told)
            {
                told = Report.Kills / 20;
                tell($"{Report.Kills} kills, {_intents} requests, {Elapsed.TotalSeconds:0} s");
            }
        }

        _isStormy = false;
        await _cms;
        await UntilAtRestAsync();
        await _ending.CancelAsync();
        await Task.WhenAll(_callers.Values.Concat(_keepers));
    }

    public void Dispose() => _ending.Dispose();

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_begun);

    // What a late one leaves to store comes after pauses that would be all that the calm waits for.
    private int LastOfCms => options.Kills / 4 * 3;

    private bool IsOn => Report.Kills < options.Kills && Elapsed < options.Longest;

    /// <summary>True when a job may stay as it is: nobody can know yet whether its submit arrived, and that is what it says.</summary>
    public static bool MayStay(Job job) => job is { State: JobState.SubmissionUnknown, ProviderJob: null };

    // Orders go on until one of them passes the moment and dies of it, however long that takes: a slow machine misses none. When so many have
    // not passed it, none ever will.
    private async Task KillAtAsync(Moment moment)
    {
        long aimed = TimeProvider.System.GetTimestamp();
        int ordered = _intents;
        Task<bool> sprung = Span(moment);
        while (IsOn && !(sprung.IsCompleted && await sprung))
        {
            if (sprung.IsCompleted)
            {
                sprung = Span(moment); // who passed could not be killed
            }
            else if (!moment.IsSure && TimeProvider.System.GetElapsedTime(aimed) > LongestTrip)
            {
                break;
            }

            if (_intents - ordered > MostOrders)
            {
                throw new InvalidOperationException($"{_intents - ordered} orders came, and none passed the moment '{moment}'.");
            }

            await Task.WhenAny(sprung, Pause(Look));
            await OrderAsync();
        }

        if (!world.Wire.TakeAway())
        {
            await sprung;
        }
    }

    private Task<bool> Span(Moment moment) =>
        world.Wire.Span(moment, pid => KillAsync(world.Agents.FirstOrDefault(a => a.Id == pid), moment.ToString()));

    private async Task KillAnyTimeAsync()
    {
        bool both = Hits(BothPerMille);
        for (bool killed = false; IsOn && !killed;)
        {
            await Pause(LongestPause * _random.NextDouble());
            await OrderAsync();
            RunningProgram[] agents = world.Agents;
            foreach (RunningProgram agent in both ? agents : agents.Skip(_random.Next(Math.Max(1, agents.Length))).Take(1))
            {
                killed |= await KillAsync(agent, both ? "any time, all at once" : "any time");
            }
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
        await (_callers.Values.Concat(_keepers).Append(_cms).FirstOrDefault(t => t.IsFaulted) ?? Task.CompletedTask);
        foreach (VendorSite vendor in world.Vendors)
        {
            vendor.MustLive();
        }

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

    // As a caller should: the same request with the same key until there is an answer, and then until it says that all is finished. Some go
    // away with the first answer; only some, so that no more orders come than are carried out, however slow the machine is.
    private async Task InsistAsync(Intent intent)
    {
        bool leaves = intent.Number % OneLeavesOf == 0;
        while (!_ending.IsCancellationRequested)
        {
            TimeSpan wait = leaves || !_isStormy ? TimeSpan.Zero : LongestAnswer;
            JsonNode? answer = await world.AskAsync(intent, wait, CancellationToken.None);
            if (answer is not null && (!_isStormy || leaves || IsServed(answer, intent)))
            {
                break;
            }

            await Pause(answer is null ? Look : WhileStoring);
        }

        _open.TryRemove(intent.Number, out _);
    }

    // A clip that could not be stored while the CMS was away is answered with the address where it is, and stored after a pause that nobody
    // waits for once the CMS is back. A submit of which only a callback could still tell is waited for by nobody.
    private bool IsServed(JsonNode answer, Intent intent)
    {
        int clips = answer["video_segments"]!.AsArray().Count;
        int lost = intent.Provider is "openrouter" ? answer["failed_segments"]!.AsArray().Count(f => (string?)f!["error"] is "submission_unknown") : 0;
        return (string?)answer["status"] is "finished" || (world.IsCmsUp && clips + lost == intent.Segments);
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
            catch (OperationCanceledException)
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

    // Gives up when nothing more comes to its end, not when it takes long.
    private async Task UntilAtRestAsync()
    {
        long moved = TimeProvider.System.GetTimestamp();
        int left = int.MaxValue;
        var outbox = new LedgerOutbox(world.Ledger);
        while (left > 0 && TimeProvider.System.GetElapsedTime(moved) < Calm)
        {
            ImmutableArray<Job> jobs = await world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None);
            int now = _open.Count + jobs.Count(j => !j.IsTerminal && !MayStay(j)) + (await outbox.ReadBacklogAsync(CancellationToken.None)).Waiting;
            now += now == 0 ? await LostAsync(jobs) : 0;
            if (now < left)
            {
                (left, moved) = (now, TimeProvider.System.GetTimestamp());
            }

            await Pause(Look);
        }

        (Report.Intents, Report.Jobs) = (_intents, (await world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None)).Length);
    }

    // Orders of which the ledger will still be told: their webhook comes again after a pause, or the records list them.
    private async Task<int> LostAsync(ImmutableArray<Job> jobs)
    {
        Job[] unknown = [.. jobs.Where(MayStay)];
        return unknown.Length == 0 ? 0 : (await world.TruthAsync()).Count(order => unknown.Any(order.IsOf));
    }

    private bool Hits(int perMille) => _random.Next(1000) < perMille;

    private static Task Pause(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
