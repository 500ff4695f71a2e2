using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoGen.Access;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Exports;
using VideoGen.Host.Configuration;
using VideoGen.Hosting;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Listing;
using VideoGen.Payload.Hosting;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;
using VideoGen.Telemetry;

namespace VideoGen.Host.Composition;

/// <summary>
/// The running agent of the settings, for the programs around it. Making one takes the rights of others from what is in the home and opens no
/// file and no connection; the first call does. Disposing one that made its services ends this process's work on jobs; what is unfinished stays in
/// the ledger.
/// </summary>
public sealed class AgentHost : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly IAsyncDisposable? _own;
    private readonly SqlLedger _ledger;

    /// <summary>An agent with services of its own.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="environment">Value of an environment variable, or null: where keys come from; null for the process's own.</param>
    public AgentHost(Settings settings, TimeProvider time, ILogger log, Func<string, string?>? environment = null)
        : this(Build(settings, time, log, environment), settings)
    {
        _own = (IAsyncDisposable)_services;
    }

    /// <summary>The agent of a program's services.</summary>
    /// <param name="services">Services with <see cref="SettingsServices.AddVideoGen"/>.</param>
    /// <param name="settings">Checked settings.</param>
    public AgentHost(IServiceProvider services, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        _services = services;
        Paths = new MachinePaths(settings.Home, Path.GetFullPath(settings.Home), settings.Access.KeySet, Path.IsPathRooted(settings.Ffmpeg) ? settings.Ffmpeg : null, Path.GetTempPath(), AppContext.BaseDirectory);
        _ = services.GetRequiredService<JobFollower>(); // made first: what it ends outlives it
        _ledger = services.GetRequiredService<SqlLedger>();
        Services = services.GetRequiredService<AgentServices>();
    }

    /// <summary>Raised after this process wrote something about a job; what other processes write on the same ledger raises nothing here.</summary>
    public event EventHandler? JobsChanged
    {
        add => _ledger.JobsChanged += value;
        remove => _ledger.JobsChanged -= value;
    }

    /// <summary>What it counts and measures.</summary>
    public AgentMetrics Metrics => Services.Metrics;

    /// <summary>The five verbs.</summary>
    public IVideoSegments Segments => _services.GetRequiredService<IVideoSegments>();

    /// <summary>The sixth: finishing deliveries.</summary>
    public Redelivery Redelivery => _services.GetRequiredService<Redelivery>();

    /// <summary>Settling by hand what nobody knows the bill of.</summary>
    public Settlement Settlement => _services.GetRequiredService<Settlement>();

    /// <summary>Where verified webhook deliveries go.</summary>
    public WebhookIntake Webhooks => _services.GetRequiredService<WebhookIntake>();

    /// <summary>Decide about webhook deliveries, one for each provider that sends any.</summary>
    public IEnumerable<IWebhookReceiver> WebhookReceivers => _services.GetServices<IWebhookReceiver>();

    /// <summary>The five collections.</summary>
    public RecordReader Records => _services.GetRequiredService<RecordReader>();

    /// <summary>What was ordered and when.</summary>
    public IRequestRegister Register => _services.GetRequiredService<IRequestRegister>();

    /// <summary>Success, time, seconds and money of what was ordered.</summary>
    public IReports Reports => _services.GetRequiredService<IReports>();

    /// <summary>Lists of what was ordered, a page at a time.</summary>
    public IRequestListing Listing => _services.GetRequiredService<IRequestListing>();

    /// <summary>What was ordered, in the forms of editors.</summary>
    public IExports Exports => _services.GetRequiredService<IExports>();

    /// <summary>How they get to PayloadCMS, and what still waits.</summary>
    public RecordDelivery RecordDelivery => _services.GetRequiredService<RecordDelivery>();

    /// <summary>Fetches clips from where <see cref="AgentServices.Media"/> stored them, with a login where that wants one.</summary>
    public ClipFetcher StoredClips => Payload?.StoredClips ?? Services.Clips;

    /// <summary>What proves how a request was made.</summary>
    public AuditCollector Audits => new(_ledger, _ledger);

    /// <summary>Templates and provider configs of the ledger, for publishing new ones; what a CMS publishes goes before them.</summary>
    public LedgerCatalog Catalog => _services.GetRequiredService<LedgerCatalog>();

    /// <summary>Takes the paths of this machine out of sentences for callers who are not on it.</summary>
    public MachinePaths Paths { get; }

    /// <summary>The truth.</summary>
    public ILedger Ledger => _ledger;

    /// <summary>Where the ledger is, for people; without a password.</summary>
    public string LedgerPlace => _ledger.Place;

    /// <summary>Fetches clips from providers.</summary>
    internal HttpClient ClipClient => _services.GetRequiredService<ClipClient>().Http;

    /// <summary>PayloadCMS; null where none is set.</summary>
    internal PayloadConnection? Payload => _services.GetService<PayloadConnection>();

    /// <summary>The ledger in PostgreSQL; null where it is a file.</summary>
    internal PostgresLedger? Postgres => _ledger as PostgresLedger;

    /// <summary>What it is made of.</summary>
    public AgentServices Services { get; }

    /// <summary>
    /// Takes up every unfinished job where it stands, now and again in the background, so that jobs of a process that died go on
    /// here, and their records too. A generic host does this by itself.
    /// </summary>
    public async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        await _services.GetRequiredService<JobFollower>().StartAsync(cancellationToken);
        await _services.GetRequiredService<JobSweep>().StartAsync(cancellationToken);
        await RecordDelivery.StartAsync(cancellationToken);
    }

    /// <summary>What is damaged in the ledger; empty for nothing. Reads the whole file.</summary>
    /// <exception cref="LedgerException">The ledger cannot work.</exception>
    public ValueTask<ImmutableArray<string>> CheckLedgerIntegrityAsync(CancellationToken cancellationToken) => _ledger.CheckIntegrityAsync(cancellationToken);

    /// <summary>What keeps a provider from working here; empty when nothing does.</summary>
    public async ValueTask<ImmutableArray<Problem>> CheckProvidersAsync(CancellationToken cancellationToken)
    {
        IEnumerable<Task<ImmutableArray<Problem>>> checks = Services.Providers.Values.Select(p => p.CheckAsync(cancellationToken).AsTask());
        return [.. (await Task.WhenAll(checks)).SelectMany(problems => problems)];
    }

    /// <summary>Opens the bytes of a stored clip; nothing of it is held in memory.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<Stream> OpenClipAsync(AuditClip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Uri address = clip.Job.Clip!.Address;
        var options = new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, Options = FileOptions.Asynchronous | FileOptions.SequentialScan };
        string inFolder = Path.Combine(Services.Options.Home, "media", clip.Job.Clip.Path);
        if (address.IsFile || (Payload is null && File.Exists(inFolder)))
        {
            return new FileStream(address.IsFile ? FileAddress.PathOf(address) : inFolder, options);
        }

        string copy = Path.Combine(Services.Options.WorkFolder, $"audit-{Path.GetRandomFileName()}");
        try
        {
            await StoredClips.FetchAsync(address, copy, cancellationToken);
            return new FileStream(copy, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan | FileOptions.DeleteOnClose });
        }
        catch
        {
            ClipFetcher.Discard(copy);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ServiceProvider Build(Settings settings, TimeProvider time, ILogger log, Func<string, string?>? environment) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(new OneLoggerFactory(log))
        .AddSingleton(time)
        .AddVideoGen(settings, environment ?? Environment.GetEnvironmentVariable)
        .BuildServiceProvider();
}
