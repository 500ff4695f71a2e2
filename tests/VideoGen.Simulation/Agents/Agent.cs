using System.Collections.Immutable;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Simulation.Outside;
using VideoGen.Simulation.Worlds;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;

namespace VideoGen.Simulation.Agents;

/// <summary>One life of one process of the agent: the real services, put together as a host does, on simulated lines.</summary>
#pragma warning disable CA1001 // It ends as processes do: by Stop, or by dying.
internal sealed class Agent
#pragma warning restore CA1001
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    private static readonly RecordSenderOptions Pace = new() { LookEvery = TimeSpan.FromMinutes(1), RefusedPause = TimeSpan.FromMinutes(10) };

    private readonly WallClock _time;
    private readonly JobRunner _runner;
    private readonly ILedger _ledger;
    private readonly RecordSender _sender;
    private readonly Sabotage _sabotage;
    private readonly OwnedJobs? _owned;
    private ITimer? _sweep;

    public Agent(Process process, Stage stage, string home)
    {
        (Process, _sabotage) = (process, stage.Sabotage);
        _time = new WallClock(process);
        string work = Path.Combine(home, "work");
        var clips = new ClipLine(process, stage.Weather, stage.Provider, work);
        process.AtDeath.Add(clips.LetGo);
        (ILedger ledger, IRecordOutbox outbox, IJobOwners owners) = stage.OpenLedger(_time, process);
        var records = new SimulatedOutbox(process, stage.Weather, stage.Sabotage.Of(outbox));
        _ledger = new SimulatedLedger(process, stage.Weather, stage.Sabotage.Of(ledger), records, pauses: stage.Membership is not null);
        INodes? nodes = stage.Membership?.Join(process);
        IJobOwners shared = new SimulatedOwners(process, stage.Weather, owners);
        _sender = new RecordSender(records, new SimulatedRecords(process, stage.Weather, stage.Records), process.Name, _time, new StepLog(process), Pace, chance: () => process.World.Chance.Below(1000) / 1000.0);
        JobTick? tick = null;
        _runner = new JobRunner((ask, stop) => tick!.RunAsync(ask, stop), _time, new StepLog(process), StepLimits.Each(stage.MaxConcurrentSteps));
        var limits = new PictureLimits();
        var services = new AgentServices
        {
            Ledger = _ledger,
            Nodes = nodes ?? new OneNode(process.Name),
            Owners = nodes is null ? null : shared,
            Catalog = stage.Catalog,
            Providers = ImmutableDictionary<string, IVideoProvider>.Empty.Add(MemoryCatalog.Provider, stage.Sabotage.Of(new SimulatedProvider(process, stage.Weather, stage.Provider))),
            Signals = new ProcessSignals(),
            Stills = new StillReader(stage.Pictures, new PictureStore(Path.Combine(home, "pictures")), limits),
            Clips = new ClipFetcher(new HttpClient(clips) { Timeout = Timeout.InfiniteTimeSpan }, maxBytes: 1 << 20, _time),
            Media = stage.Sabotage.Of(new SimulatedMedia(process, stage.Weather, stage.Media)),
            Finisher = new SimulatedFinisher(process, stage.Weather),
            Ids = stage.Ids,
            Time = _time,
            Options = new AgentOptions
            {
                DefaultProvider = MemoryCatalog.Provider,
                WorkFolder = work,
                Owner = process.Name,
                FollowLimit = stage.FollowLimit,
                SlowestLook = TimeSpan.FromMinutes(10), // a world of days has enough to do
            },
        };
        if (nodes is not null)
        {
            var options = new OwnedJobsOptions(services.Options.Lease, SweepInterval, services.Options.LooksPerSecond);
            _owned = new OwnedJobs(process.Name, nodes, shared, _ledger, _runner, options, _time, new StepLog(process));
        }

        tick = new JobTick(services, _runner);
        Segments = new VideoSegments(services, _runner);
        Webhooks = new WebhookIntake(services, _runner);
        Redelivery = new Redelivery(_ledger, services.Media, _time);
        process.Run(StartAsync);
    }

    public Process Process { get; }

    public VideoSegments Segments { get; }

    public WebhookIntake Webhooks { get; }

    public Redelivery Redelivery { get; }

    /// <summary>Takes a webhook in whose signature was verified.</summary>
    public Task<ReceiveResult> TakeAsync(string address, string body) => _sabotage.TakeAsync(this, address, body, body).AsTask();

    /// <summary>The ledger as it has it.</summary>
    public ILedger Ledger => _ledger;

    /// <summary>Ends it in order: steps under way are told to end.</summary>
    public void Stop() => Process.Run(async () =>
    {
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        await _runner.DisposeAsync();
        if (_owned is not null)
        {
            await _owned.StopAsync();
        }

        Process.Die();
    });

    private async Task StartAsync()
    {
        _sender.Start();
        if (_owned is not null)
        {
            if (_sabotage.TakesUp)
            {
                _owned.Start();
            }

            return;
        }

        _sweep = _time.CreateTimer(_ => _ = TakeUpAsync(), null, SweepInterval, SweepInterval);
        await TakeUpAsync();
    }

    private async Task TakeUpAsync()
    {
        try
        {
            if (_sabotage.TakesUp)
            {
                await _runner.TakeUpAsync(_ledger, Process.Name, CancellationToken.None);
            }
        }
        catch (LedgerException)
        {
            // The next sweep comes soon.
        }
    }
}
