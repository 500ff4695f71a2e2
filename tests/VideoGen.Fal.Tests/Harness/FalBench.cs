using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Http;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Fal.Tests.Harness;

/// <summary>The provider over a scripted fal, a skipping clock and a folder of its own.</summary>
internal sealed class FalBench : IDisposable, ICatalog
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string Key = "5d2f1c3e-key-id:" + Secret;
    public const string Id = "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f";
    public const string Model = "fal-ai/veo3.1/fast/image-to-video";

    private readonly HttpMessageInvoker _invoker;

    public FalBench(FalOptions? options = null, Dictionary<string, string>? environment = null, HttpMessageHandler? handler = null)
    {
        Options = options ?? new FalOptions();
        Environment = environment ?? new Dictionary<string, string> { ["FAL_IMAGE_TO_VIDEO"] = Key, ["FAL_TEXT_TO_VIDEO"] = Key };
        Credentials = new FalCredentials(n => Environment.GetValueOrDefault(n));
        _invoker = new HttpMessageInvoker(handler ?? Fal);
        Home = Directory.CreateTempSubdirectory("videogen-fal-").FullName;
        Provider = new FalProvider(Options, Credentials, this, _invoker, Time, Home);
        Http = new FalHttp(_invoker, Options, Time);
    }

    public FalOptions Options { get; }

    public Dictionary<string, string> Environment { get; }

    public FalCredentials Credentials { get; }

    public ScriptedFal Fal { get; } = new();

    public SkippingTime Time { get; } = new();

    public FalProvider Provider { get; }

    public FalHttp Http { get; }

    public HttpMessageInvoker Invoker => _invoker;

    public string Home { get; }

    public static Submission Submission(bool blocking = false, string payload = """{"prompt":"x"}""", Uri? webhook = null) =>
        new("job_1", Model, payload, webhook, blocking, "FAL_IMAGE_TO_VIDEO");

    public static ProviderJob Job() => new(Id, Model)
    {
        StatusUrl = new Uri($"https://queue.fal.run/fal-ai/veo3.1/requests/{Id}/status"),
        ResponseUrl = new Uri($"https://queue.fal.run/fal-ai/veo3.1/requests/{Id}"),
        CancelUrl = new Uri($"https://queue.fal.run/fal-ai/veo3.1/requests/{Id}/cancel"),
        CredentialsRef = "FAL_IMAGE_TO_VIDEO",
    };

    public static string Accepted(string host = "https://queue.fal.run") => $$"""
        { "status": "IN_QUEUE", "request_id": "{{Id}}", "response_url": "{{host}}/fal-ai/veo3.1/requests/{{Id}}",
          "status_url": "{{host}}/fal-ai/veo3.1/requests/{{Id}}/status", "cancel_url": "{{host}}/fal-ai/veo3.1/requests/{{Id}}/cancel",
          "logs": null, "metrics": {}, "queue_position": 0, "gateway_request_id": "x", "something_new": [1] }
        """;

    public FrameStill Still(string frame, byte[] bytes, string source = "data:image/png", int width = 1280, int height = 720)
    {
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var path = Path.Combine(Home, sha + ".png");
        File.WriteAllBytes(path, bytes);
        return new FrameStill(frame, source, path, sha, "image/png", width, height, bytes.Length);
    }

    public static SegmentOrder Order(ModelPreset preset, ImmutableArray<FrameStill> stills, decimal? slot = null, string prompt = "A slow push-in — café, \"rain\" & <neon>.") => new()
    {
        JobId = "job_1",
        Preset = preset,
        Prompt = prompt,
        Stills = stills,
        CameraNotes = [.. stills.Select(_ => "push-in")],
        SlotSeconds = slot ?? PresetSlots.Of(preset.Duration).FirstOrDefault(s => s >= 4, PresetSlots.Of(preset.Duration)[^1]),
        MotionStrength = 0.6,
    };

    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new CatalogSnapshot([Shipped.Config], []));

    public void Dispose()
    {
        _invoker.Dispose();
        Fal.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
