using System.Security.Cryptography;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Runway.Tests.Harness;

/// <summary>The provider over a small Runway, with a folder of its own.</summary>
internal sealed class RunwayBench : IDisposable, ICatalog
{
    public const string Model = "gen4_turbo";

    private readonly TestFolder _folder = new();
    private readonly HttpMessageInvoker _invoker;

    /// <param name="options">Settings; null for the usual ones.</param>
    /// <param name="handler">What sends; null for the small vendor.</param>
    public RunwayBench(RunwayOptions? options = null, HttpMessageHandler? handler = null)
    {
        _invoker = new HttpMessageInvoker(handler ?? Vendor);
        Options = options ?? new RunwayOptions { ReadAttempts = 1 };
        Credentials = new VendorCredentials("Runway", "RUNWAYML_API_SECRET", name => name == "RUNWAYML_API_SECRET" ? SmallRunway.Key : null);
    }

    public SmallRunway Vendor { get; } = new();

    public RunwayOptions Options { get; }

    public VendorCredentials Credentials { get; }

    public static ProviderConfig Config => ShippedCatalog.Read().Provider(RunwayProvider.WireName)!;

    public RunwayProvider Open() => new(Options, Credentials, this, _invoker, TimeProvider.System);

    public SegmentOrder Order(string jobId, int stills = 1) => new()
    {
        JobId = jobId,
        Preset = Config.Find(Model)!,
        Prompt = "A slow push-in — café.",
        Stills = [.. Enumerable.Range(1, stills).Select(Still)],
        CameraNotes = [.. Enumerable.Repeat("push-in", stills)],
        SlotSeconds = 3,
        MotionStrength = 0.6,
    };

    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new CatalogSnapshot([Config], []));

    public void Dispose()
    {
        _invoker.Dispose();
        Vendor.Dispose();
        _folder.Dispose();
    }

    private FrameStill Still(int shot)
    {
        byte[] bytes = [1, 2, (byte)shot];
        string path = Path.Combine(_folder.Path, $"{shot}.png");
        File.WriteAllBytes(path, bytes);
        return new FrameStill($"SCENE_1_SHOT_{shot}", path, path, Convert.ToHexStringLower(SHA256.HashData(bytes)), "image/png", 1280, 720, bytes.Length);
    }
}
