using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Auditing;

/// <summary>What the core needs besides its ledger while it replays: a catalog that stands, a media store that takes everything, no network.</summary>
internal sealed class ReplayParts : ICatalog, IMediaStore, IIdSource, IJobSchedule, IDisposable
{
    private readonly CatalogSnapshot _catalog;
    private readonly PictureFetcher _pictures;
    private readonly HttpClient _http = new(new NoNetwork());
    private int _ids;

    public ReplayParts(CatalogSnapshot catalog, ILedger ledger, RecordedProvider provider, string folder, TimeProvider time, TimeSpan followLimit)
    {
        _catalog = catalog;
        var limits = new PictureLimits();
        _pictures = new PictureFetcher(limits, time);
        Services = new AgentServices
        {
            Ledger = ledger,
            Catalog = this,
            Providers = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create<string, IVideoProvider>(provider.Name, provider)]),
            Signals = new ProcessSignals(),
            Stills = new StillReader(_pictures, new PictureStore(Path.Combine(folder, "pictures")), limits),
            Clips = new ClipFetcher(_http, ClipFetcher.MostBytes, time),
            Media = this,
            Ids = this,
            Time = time,
            Options = new AgentOptions
            {
                Home = folder,
                DefaultProvider = provider.Name,
                Owner = "replay",
                FollowLimit = followLimit,
                ThrottledLimit = TimeSpan.FromDays(3650),
                Provenance = new ProvenanceOptions { Mark = false }, // the clip has its mark, and is compared as it was delivered
            },
        };
    }

    public AgentServices Services { get; }

    public int Count => 0;

    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_catalog);

    public Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken) => Task.FromResult(new StoredClip(FileAddress.Of(clip.File)));

    public string Next(string prefix) => $"{prefix}replay_{++_ids}";

    public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow)
    {
        // The recording says when a step is taken.
    }

    public void Dispose()
    {
        _pictures.Dispose();
        _http.Dispose();
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("A replay asks nobody.");
    }
}
