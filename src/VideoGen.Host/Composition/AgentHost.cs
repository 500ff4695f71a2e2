using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using VideoGen.Access;
using VideoGen.Animatic;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Fal.Webhooks;
using VideoGen.Files;
using VideoGen.Frames;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;
using VideoGen.Telemetry;

namespace VideoGen.Host.Composition;

/// <summary>
/// One running agent: the parts joined as the settings say. Making one takes the rights of others from what is in the home and opens no file and
/// no connection; the first call does. Disposing it
/// ends this process's work on jobs; what is unfinished stays in the ledger.
/// </summary>
public sealed class AgentHost : IAsyncDisposable
{
    private const long MaxClipBytes = 2L * 1024 * 1024 * 1024;
    private const int OwnerBytes = 8;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly SqliteLedger _ledger;
    private readonly JobRunner _runner;
    private readonly PictureFetcher _pictures;
    private readonly HttpClient _downloads;
    private readonly FalParts _fal;
    private readonly PayloadParts? _payload;
    private readonly ImmutableArray<IVideoProvider> _providers;
    private readonly Settings _settings;
    private readonly TimeProvider _time;
    private ITimer? _sweep;

    /// <summary>An agent.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="environment">Value of an environment variable, or null: where keys come from; null for the process's own.</param>
    public AgentHost(Settings settings, TimeProvider time, ILogger log, Func<string, string?>? environment = null)
    {
        (_settings, _time) = (settings, time);
        Paths = new MachinePaths(settings.Home, Path.GetFullPath(settings.Home), settings.Access.KeySet, Path.IsPathRooted(settings.Ffmpeg) ? settings.Ffmpeg : null, Path.GetTempPath(), AppContext.BaseDirectory);
        environment ??= Environment.GetEnvironmentVariable;
        HomeRights.Narrow(settings.Home, isMediaPublic: settings.Media.PublicUrl is not null);
        _ledger = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(settings.Home, "ledger.db")), time);
        _downloads = new HttpClient(ClipTransport.Create(settings.Fal)) { Timeout = Timeout.InfiniteTimeSpan };
        PictureLimits limits = Limits(settings.Pictures);
        _payload = PayloadParts.From(settings, environment, MaxClipBytes, time);
        _pictures = new PictureFetcher(limits, time, own: _payload?.Host);
        Catalog = new LedgerCatalog(_ledger, time);
        _fal = new FalParts(settings, _payload?.Catalog ?? Catalog, environment, time, log);
        AgentOptions options = OptionsOf(settings);
        JobTick? tick = null;
        _runner = new JobRunner((ask, stop) => tick!.RunAsync(ask, stop), time, log, LimitsOf(settings.Jobs), options.LongestPause);
        IVideoProvider[] providers = [new AnimaticProvider(new AnimaticOptions { Home = settings.Home, MaxPixels = limits.MaxPixels, FfmpegPath = settings.Ffmpeg }, _runner, time), _fal.Provider];
        Metrics = new AgentMetrics();
        _providers = [.. providers];
        Parts = new AgentParts
        {
            Metrics = Metrics,
            Ledger = _ledger,
            Catalog = _fal.Catalog,
            Providers = providers.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            Signals = new ProcessSignals(),
            Stills = new StillReader(_pictures, new PictureStore(Path.Combine(settings.Home, "pictures")), limits),
            Clips = new ClipFetcher(_downloads, MaxClipBytes, time),
            Media = _payload?.Media ?? new FolderMediaStore(Path.Combine(settings.Home, "media"), settings.Media.PublicUrl is { } url ? new Uri(url) : null),
            Ids = new RandomIds(time),
            Time = time,
            Options = options,
        }.Measured();
        tick = new JobTick(Parts, _runner);
        Segments = new VideoSegments(Parts, _runner);
        Redelivery = new Redelivery(Parts.Ledger, Parts.Media, time);
        Settlement = new Settlement(Parts.Ledger, time);
        Webhooks = new WebhookIntake(Parts, _runner);
        Records = new RecordReader(_ledger, _fal.Catalog);
        Register = new LedgerRegister(_ledger);
        Reports = new LedgerReports(_ledger);
        var outbox = new LedgerOutbox(_ledger);
        _ = new LedgerGauges(Metrics, _ledger, _payload is null ? null : outbox, Parts.Providers.Keys.Order(StringComparer.Ordinal), time);
        _ = new CapGauge(Metrics, Parts.Catalog, time);
        RecordDelivery = new RecordDelivery(outbox, _payload?.Records, settings.Payload.MaxParallel, Parts.Options.Owner, time, log);
    }

    /// <summary>What it counts and measures.</summary>
    public AgentMetrics Metrics { get; }

    /// <summary>The four verbs.</summary>
    public IVideoSegments Segments { get; }

    /// <summary>The fifth: finishing deliveries.</summary>
    public Redelivery Redelivery { get; }

    /// <summary>Settling by hand what nobody knows the bill of.</summary>
    public Settlement Settlement { get; }

    /// <summary>Where verified webhook deliveries go.</summary>
    public WebhookIntake Webhooks { get; }

    /// <summary>Decides about webhook deliveries of fal.</summary>
    public FalWebhookReceiver FalReceiver => _fal.Receiver;

    /// <summary>The five collections.</summary>
    public RecordReader Records { get; }

    /// <summary>What was ordered and when.</summary>
    public IRequestRegister Register { get; }

    /// <summary>Success, time, seconds and money of what was ordered.</summary>
    public IReports Reports { get; }

    /// <summary>How they get to PayloadCMS, and what still waits.</summary>
    public RecordDelivery RecordDelivery { get; }

    /// <summary>Fetches clips from where <see cref="AgentParts.Media"/> stored them, with a login where that wants one.</summary>
    public ClipFetcher StoredClips => _payload?.StoredClips ?? Parts.Clips;

    /// <summary>Templates and provider configs of the ledger, for publishing new ones; what a CMS publishes goes before them.</summary>
    public LedgerCatalog Catalog { get; }

    /// <summary>Takes the paths of this machine out of sentences for callers who are not on it.</summary>
    public MachinePaths Paths { get; }

    /// <summary>The truth.</summary>
    public ILedger Ledger => _ledger;

    /// <summary>PayloadCMS; null where none is set.</summary>
    internal PayloadParts? Payload => _payload;

    /// <summary>What it is made of.</summary>
    public AgentParts Parts { get; }

    /// <summary>
    /// Takes up every unfinished job where it stands, now and again in the background, so that jobs of a process that died go on
    /// here, and their records too.
    /// </summary>
    public async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        await _runner.TakeUpAsync(_ledger, Parts.Options.Owner, cancellationToken);
        RecordDelivery.Start();
        TimeSpan often = TimeSpan.FromSeconds(_settings.Follow.BackgroundIntervalSeconds);
        _sweep ??= _time.CreateTimer(_ => Sweep(), null, often, often);
    }

    /// <summary>What is damaged in the ledger; empty for nothing. Reads the whole file.</summary>
    /// <exception cref="LedgerException">The ledger cannot work.</exception>
    public ValueTask<ImmutableArray<string>> ExamineLedgerAsync(CancellationToken cancellationToken) => _ledger.ExamineAsync(cancellationToken);

    /// <summary>What keeps a provider from working here; empty when nothing does.</summary>
    public async ValueTask<ImmutableArray<Problem>> CheckProvidersAsync(CancellationToken cancellationToken)
    {
        IEnumerable<Task<ImmutableArray<Problem>>> checks = Parts.Providers.Values.Select(p => p.CheckAsync(cancellationToken).AsTask());
        return [.. (await Task.WhenAll(checks)).SelectMany(problems => problems)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        await EndStepsAsync();
        await RecordDelivery.DisposeAsync();
        foreach (IAsyncDisposable provider in _providers.OfType<IAsyncDisposable>())
        {
            await provider.DisposeAsync();
        }

        _fal.Dispose();
        _payload?.Dispose();
        await _ledger.DisposeAsync();
        Metrics.Dispose();
        _pictures.Dispose();
        _downloads.Dispose();
    }

    // A step that waits for fal's answer to a submit cannot be hurried; left alone, the ledger holds it as submitting, and the next start
    // finds out what became of it.
    private async Task EndStepsAsync()
    {
        try
        {
            await _runner.DisposeAsync().AsTask().WaitAsync(Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Said above.
        }
    }

    // A sweep that fails is no news: the next one comes soon, and every call reports a broken ledger itself.
    private void Sweep() =>
        _ = _runner.TakeUpAsync(_ledger, Parts.Options.Owner, CancellationToken.None)
            .ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private AgentOptions OptionsOf(Settings settings) => new()
    {
        DefaultProvider = settings.Provider is not Settings.AutoProvider ? settings.Provider : _fal.HasKey ? _fal.Provider.Name : AnimaticProvider.WireName,
        WorkFolder = Path.Combine(settings.Home, "work"),
        Owner = $"{Environment.MachineName}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(OwnerBytes))}",
        MaxRequestBytes = settings.MaxRequestBytes,
        FollowLimit = TimeSpan.FromHours(settings.Follow.GiveUpHours),
        MaxDownloadAttempts = settings.Follow.MaxDownloadAttempts,
        MaxInFlight = settings.Jobs.MaxInFlight,
        SlowestLook = TimeSpan.FromSeconds(settings.Follow.BackgroundIntervalSeconds),
        LooksPerSecond = settings.Follow.MaxLooksPerSecond,
    };

    private static StepLimits LimitsOf(JobSettings jobs) => new(jobs.MaxConcurrentSteps, jobs.MaxConcurrentSteps, jobs.MaxConcurrentDownloads);

    private static PictureLimits Limits(PictureSettings pictures) => new()
    {
        MaxBytes = pictures.MaxBytes,
        MaxPixels = pictures.MaxPixels,
        Timeout = TimeSpan.FromSeconds(pictures.TimeoutSeconds),
        AllowPrivateAddresses = pictures.AllowPrivateAddresses,
    };
}
