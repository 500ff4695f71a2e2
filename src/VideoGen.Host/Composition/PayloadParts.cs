using VideoGen.Catalog;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Host.Configuration;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;
using VideoGen.Payload.Media;
using VideoGen.Payload.Records;
using VideoGen.Records;

namespace VideoGen.Host.Composition;

/// <summary>PayloadCMS as catalog, record and media store, joined as the settings say. Sends nothing by itself.</summary>
internal sealed class PayloadParts : IDisposable
{
    private const int CatalogPatienceSeconds = 5;
    private const int CatalogParallel = 2;

    private readonly PayloadClient _catalogClient;
    private readonly PayloadClient _recordClient;
    private readonly PayloadCatalog _catalog;
    private readonly HttpClient _files = new(new ConnectFailures(new SocketsHttpHandler { UseCookies = false, ActivityHeadersPropagator = null })) { Timeout = Timeout.InfiniteTimeSpan };

    private PayloadParts(PayloadSettings settings, PayloadOptions options, string home, long maxClipBytes, TimeProvider time)
    {
        Options = options;
        Client = new PayloadClient(options, time);
        Host = PayloadHost.Of(options);
        StoredClips = new ClipFetcher(_files, maxClipBytes, time, Host);
        Media = new PayloadMediaStore(Client, options, new MediaValues(settings.MediaValues), settings.MediaFlatNames, StoredClips);

        // A client of its own: records never wait behind uploads.
        _recordClient = new PayloadClient(options, time);
        Records = new PayloadRecordStore(_recordClient);

        // And another: a plan never waits behind uploads, and not for long.
        PayloadOptions hasty = options with
        {
            MaxParallel = CatalogParallel,
            Attempts = 1,
            ConnectTimeoutSeconds = Math.Min(options.ConnectTimeoutSeconds, CatalogPatienceSeconds),
            TimeoutSeconds = Math.Min(options.TimeoutSeconds, CatalogPatienceSeconds),
        };
        _catalogClient = new PayloadClient(hasty, time);
        _catalog = new PayloadCatalog(_catalogClient, hasty, Path.Combine(home, "payload", "catalog.json"), TimeSpan.FromSeconds(settings.CatalogCacheSeconds), time);
    }

    /// <summary>Where the CMS is and how it is spoken to.</summary>
    public PayloadOptions Options { get; }

    /// <summary>The CMS.</summary>
    public PayloadClient Client { get; }

    /// <summary>Templates and provider configs.</summary>
    public ICatalog Catalog => _catalog;

    /// <summary>Where records go.</summary>
    public IRecordStore Records { get; }

    /// <summary>Where clips go.</summary>
    public IMediaStore Media { get; }

    /// <summary>Stills behind its login.</summary>
    public OwnHost Host { get; }

    /// <summary>Fetches clips that are stored there.</summary>
    public ClipFetcher StoredClips { get; }

    /// <summary>The parts; null where no CMS is set.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Value of an environment variable, or null: where the key comes from.</param>
    /// <param name="maxClipBytes">Largest clip.</param>
    /// <param name="time">Clock.</param>
    public static PayloadParts? From(Settings settings, Func<string, string?> environment, long maxClipBytes, TimeProvider time) =>
        settings.Payload.Url is not null
            ? new PayloadParts(settings.Payload, OptionsOf(settings.Payload, environment(settings.Payload.KeyVariable) ?? ""), settings.Home, maxClipBytes, time)
            : null;

    public void Dispose()
    {
        _catalog.Dispose();
        _catalogClient.Dispose();
        _recordClient.Dispose();
        Client.Dispose();
        _files.Dispose();
    }

    /// <summary>How the CMS of the settings is spoken to.</summary>
    /// <param name="settings">Checked settings with an address.</param>
    /// <param name="key">API key.</param>
    public static PayloadOptions OptionsOf(PayloadSettings settings, string key) =>
        new(new Uri(settings.Url!), new PayloadKey(key.Trim()))
        {
            PublicUrl = new Uri(settings.PublicUrl ?? settings.Url!),
            ApiPrefix = settings.ApiPrefix,
            AuthCollection = settings.AuthCollection,
            Slugs = settings.Collections,
            Fields = settings.Fields,
            MaxParallel = settings.MaxParallel,
            ConnectTimeoutSeconds = settings.ConnectTimeoutSeconds,
            TimeoutSeconds = settings.TimeoutSeconds,
            UploadTimeoutSeconds = settings.UploadTimeoutSeconds,
            Attempts = settings.Attempts,
        };
}
