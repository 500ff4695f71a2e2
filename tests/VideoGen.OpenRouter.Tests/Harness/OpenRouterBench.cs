using System.Security.Cryptography;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.OpenRouter.Tests.Harness;

/// <summary>The provider over a scripted OpenRouter that accepts one job, or over whatever sends, with a folder of its own.</summary>
internal sealed class OpenRouterBench : IDisposable, ICatalog
{
    public const string Model = "alibaba/wan-2.7";
    public const string Id = "gen-vid-1760000000-AbCdEfGhIjKlMnOpQrSt";
    public const string Key = "sk-or-v1-0123456789abcdef";
    public const string Submit = "POST /api/v1/videos";
    public const string Status = "GET /api/v1/videos/" + Id;
    public const string Catalogue = "GET /api/v1/videos/models";

    private readonly TestFolder _folder = new();
    private readonly HttpMessageInvoker _invoker;

    /// <param name="options">Settings; null for the usual ones.</param>
    /// <param name="handler">What sends; null for the script.</param>
    public OpenRouterBench(OpenRouterOptions? options = null, HttpMessageHandler? handler = null)
    {
        _invoker = new HttpMessageInvoker(handler ?? Vendor);
        Options = options ?? new OpenRouterOptions { ReadAttempts = 1 };
        Credentials = new VendorCredentials("OpenRouter", "OPENROUTER_API_KEY", name => name == "OPENROUTER_API_KEY" ? Key : null);
    }

    public ScriptedVendor Vendor { get; } = new()
    {
        Answers =
        {
            [Submit] = Accepting($"/api/v1/videos/{Id}"),
            [Status] = Standing(""" "status":"in_progress" """),
            ["GET /api/v1/key"] = (200, """{"data":{"label":"sk-or-v1-012...def","limit":100,"limit_remaining":74.5,"usage":25.5}}"""),
        },
    };

    public OpenRouterOptions Options { get; }

    public VendorCredentials Credentials { get; }

    public static ProviderConfig Config => ShippedCatalog.Read().Provider(OpenRouterProvider.WireName)!;

    /// <summary>An accepted submit, with the address to poll.</summary>
    public static (int Status, string Body) Accepting(string pollingUrl) => (202, $$"""{"id":"{{Id}}","polling_url":"{{pollingUrl}}","status":"pending"}""");

    /// <summary>Where the job stands, by the members beside its id.</summary>
    public static (int Status, string Body) Standing(string members) => (200, $$"""{"id":"{{Id}}",{{members}}}""");

    public OpenRouterProvider Open() => new(Options, Credentials, this, _invoker, TimeProvider.System);

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
