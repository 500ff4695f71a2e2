using System.Security.Cryptography;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Runway.Tests.Harness;

/// <summary>The provider over a scripted Runway that accepts one task, or over whatever sends, with a folder of its own.</summary>
internal sealed class RunwayBench : IDisposable, ICatalog
{
    public const string Model = "gen4_turbo";
    public const string Id = "17f20503-6c24-4c16-946b-35dbbce2af2f";
    public const string Key = "key_0123456789abcdef";
    public const string Announce = "POST /v1/uploads";
    public const string Upload = "POST /upload";
    public const string Submit = "POST /v1/image_to_video";
    public const string Status = "GET /v1/tasks/" + Id;

    private readonly TestFolder _folder = new();
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;

    /// <param name="options">Settings; null for the usual ones.</param>
    /// <param name="handler">What sends; null for the script.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <param name="key">The key.</param>
    public RunwayBench(RunwayOptions? options = null, HttpMessageHandler? handler = null, TimeProvider? time = null, string key = Key)
    {
        _invoker = new HttpMessageInvoker(handler ?? Vendor);
        _time = time ?? TimeProvider.System;
        Options = options ?? new RunwayOptions { ReadAttempts = 1 };
        Credentials = new VendorCredentials("Runway", "RUNWAYML_API_SECRET", name => name == "RUNWAYML_API_SECRET" ? key : null);
    }

    public ScriptedVendor Vendor { get; } = new()
    {
        Answers =
        {
            [Announce] = Announcing("https://storage.runway.test/upload"),
            [Upload] = (204, ""),
            [Submit] = (200, $$"""{"id":"{{Id}}","estimatedCost":{"credits":15} }"""),
            [Status] = Standing(""" "status":"PENDING","estimatedCost":{"credits":15} """),
            ["GET /v1/organization"] = (200, """{"creditBalance":1250,"tier":{}}"""),
        },
    };

    /// <summary>Where the memory of uploads lies, and other starts find it.</summary>
    public string Home { get; init; } = "";

    public RunwayOptions Options { get; }

    public VendorCredentials Credentials { get; }

    public static ProviderConfig Config => ShippedCatalog.Read().Provider(RunwayProvider.WireName)!;

    /// <summary>An announced upload, with the address that takes it.</summary>
    public static (int Status, string Body) Announcing(string address, string id = "Upload_1") => (200, $$"""{"runwayUri":"runway://{{id}}","uploadUrl":"{{address}}","fields":{"key":"k","policy":"p"} }""");

    /// <summary>Where the task stands, by the members beside its id.</summary>
    public static (int Status, string Body) Standing(string members) => (200, $$"""{"id":"{{Id}}",{{members}}}""");

    public RunwayProvider Open() => new(Options, Credentials, this, _invoker, _time, Home.Length > 0 ? Home : _folder["home"]);

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
