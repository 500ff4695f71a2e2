using VideoGen.Catalog;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Payload.Catalog;
using VideoGen.Payload.Media;
using VideoGen.Payload.Records;
using VideoGen.Records;

namespace VideoGen.Payload.Hosting;

/// <summary>PayloadCMS as catalog, record and media store, with a client of its own for each.</summary>
public sealed class PayloadConnection : IDisposable
{
    private const int CatalogPatienceSeconds = 5;
    private const int CatalogParallel = 2;

    private readonly PayloadClient _catalogClient;
    private readonly PayloadClient _recordClient;
    private readonly PayloadCatalog _catalog;
    private readonly HttpClient _files = new(new ConnectFailures(new SocketsHttpHandler { UseCookies = false, ActivityHeadersPropagator = null })) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A connection. Sends nothing by itself.</summary>
    /// <param name="options">Where the CMS is.</param>
    /// <param name="home">Home folder of the agent; the last good catalog is kept in <c>payload</c> below it.</param>
    /// <param name="time">Clock.</param>
    public PayloadConnection(PayloadOptions options, string home, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Client = new PayloadClient(options, time);
        Host = PayloadHost.Of(options);
        StoredClips = new ClipFetcher(_files, ClipFetcher.MostBytes, time, Host);
        Media = new PayloadMediaStore(Client, options, new MediaValues(options.MediaValues), options.MediaFlatNames, StoredClips);

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
        _catalog = new PayloadCatalog(_catalogClient, hasty, Path.Combine(home, "payload", "catalog.json"), TimeSpan.FromSeconds(options.CatalogCacheSeconds), time);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _catalog.Dispose();
        _catalogClient.Dispose();
        _recordClient.Dispose();
        Client.Dispose();
        _files.Dispose();
    }
}
