using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Shouldly;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;

namespace VideoGen.Testing.Synthesis;

/// <summary>One process of an <see cref="AgentStage"/>.</summary>
public sealed class AgentProcess : IAsyncDisposable
{
    private const int MostSteps = 500;

    private readonly AgentStage _stage;
    private readonly SqliteLedger _ledger;
    private readonly PictureFetcher _pictures;
    private readonly HttpClient _http;

    internal AgentProcess(AgentStage stage, string owner)
    {
        _stage = stage;
        Time = new FrozenTime(stage.Time);
        _ledger = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(stage.Home, "ledger.db")), stage.Time);
        Ledger = new WatchedLedger(_ledger);
        var limits = new PictureLimits();
        _pictures = new PictureFetcher(limits, stage.Time);
        _http = new HttpClient(stage.Host, disposeHandler: false);
        Schedule = new ManualSchedule(stage.Time);
        Services = new AgentServices
        {
            Ledger = Ledger,
            Catalog = stage.Catalog,
            Providers = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create<string, IVideoProvider>(MemoryCatalog.Provider, stage.Provider)]),
            Signals = new ProcessSignals(),
            Stills = new StillReader(_pictures, new PictureStore(Path.Combine(stage.Home, "pictures")), limits),
            Clips = new ClipFetcher(_http, maxBytes: 1 << 20),
            Media = stage.Media,
            Finisher = stage.Finisher,
            Pictures = stage.Finisher,
            Ids = new RandomIds(stage.Time),
            Time = Time,
            Options = new AgentOptions
            {
                DefaultProvider = MemoryCatalog.Provider,
                WorkFolder = Path.Combine(stage.Home, "work"),
                Owner = owner,
                MaxDownloadAttempts = AgentStage.MaxDownloadAttempts,
                MaxInFlight = AgentStage.MaxInFlight,
                SlowestLook = TimeSpan.FromMinutes(10), // a job that is followed for days has enough to do
            },
        }.Measured();
        Tick = new JobTick(Services, Schedule);
        Segments = new VideoSegments(Services, Schedule);
        Webhooks = new WebhookIntake(Services, Schedule);
        Redelivery = new Redelivery(Services.Ledger, stage.Media, stage.Time);
    }

    /// <summary>Its clock; frozen, the process keeps no claim alive any more, as if it had died or been stopped.</summary>
    public FrozenTime Time { get; }

    /// <summary>What it is made of.</summary>
    public AgentServices Services { get; }

    /// <summary>The ticks it was asked for.</summary>
    public ManualSchedule Schedule { get; }

    /// <summary>Takes one step of a job.</summary>
    public JobTick Tick { get; }

    /// <summary>The five verbs.</summary>
    public IVideoSegments Segments { get; }

    /// <summary>Takes deliveries in.</summary>
    public WebhookIntake Webhooks { get; }

    /// <summary>Finishes deliveries.</summary>
    public Redelivery Redelivery { get; }

    /// <summary>The ledger, as this process has it open.</summary>
    public WatchedLedger Ledger { get; }

    /// <summary>Orders a storyboard without waiting, whatever else is being made, and answers its jobs.</summary>
    public async Task<ImmutableArray<Job>> OrderAsync(JsonObject? request = null)
    {
        request ??= SampleOrders.Storyboard();
        request["another_take"] = true;
        Answer<SynthesisAnswer> answer = await Segments.SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None);
        string id = answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId;
        return await Ledger.ListJobsAsync(id, CancellationToken.None);
    }

    /// <summary>Takes every tick that is due, and those that fall due by it, until the process is quiet.</summary>
    public async Task RunAsync()
    {
        for (int steps = 0; Schedule.TryTake(out string jobId, out bool wake); steps++)
        {
            steps.ShouldBeLessThan(MostSteps, "The process never comes to rest.");
            await StepAsync(jobId, wake);
        }
    }

    /// <summary>Takes one tick of a job and keeps its next one.</summary>
    public async Task StepAsync(string jobId, bool wake = true)
    {
        StepKind kind = await Ledger.FindJobAsync(jobId, CancellationToken.None) is { } job ? NextStep.KindOf(job) : StepKind.Follow;
        if (await Tick.RunAsync(new TickAsk(jobId, kind, wake), CancellationToken.None) is { } next)
        {
            Schedule.Add(jobId, next.At);
        }
    }

    /// <summary>Moves the clock forward, from tick to tick, and takes each at its time.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        DateTimeOffset until = _stage.Time.GetUtcNow() + by;
        await RunAsync();
        while (Schedule.Next is { } next && next <= until)
        {
            _stage.Time.Advance(next > _stage.Time.GetUtcNow() ? next - _stage.Time.GetUtcNow() : TimeSpan.Zero);
            await RunAsync();
        }

        _stage.Time.Advance(until - _stage.Time.GetUtcNow());
    }

    /// <summary>Does what a start does: takes up every unfinished job of the ledger.</summary>
    public async Task TakeUpAsync()
    {
        foreach (PendingTick pending in await Ledger.ListPendingAsync(CancellationToken.None))
        {
            Schedule.Add(pending.JobId, pending.At);
        }

        foreach (Job ended in (await Ledger.ListUnsettledAsync(1_000, CancellationToken.None)).Where(j => j.BillToRead))
        {
            Schedule.Add(ended.Id, _stage.Time.GetUtcNow());
        }

        await RunAsync();
    }

    /// <summary>A verified webhook delivery at the job's own address.</summary>
    public async Task<ReceiveResult> DeliverAsync(string jobId, string body, string deliveryId = "d1") =>
        await Webhooks.TakeAsync($"{jobId}.{(await JobAsync(jobId)).WebhookToken}", deliveryId, body, CancellationToken.None);

    /// <summary>A job that must exist.</summary>
    public async Task<Job> JobAsync(string jobId) => (await Ledger.FindJobAsync(jobId, CancellationToken.None)).ShouldNotBeNull();

    /// <summary>The answer of a request as it stands.</summary>
    public async Task<SynthesisAnswer> AnswerAsync(string requestId, double wait = 0) =>
        (await Segments.GetAsync(requestId, TimeSpan.FromSeconds(wait), null, CancellationToken.None))
        .ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _pictures.Dispose();
        _http.Dispose();
    }
}
