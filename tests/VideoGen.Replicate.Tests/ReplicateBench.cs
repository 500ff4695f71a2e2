using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Replicate.Tests;

/// <summary>The provider over a small Replicate.</summary>
internal sealed class ReplicateBench : IDisposable, ICatalog
{
    public const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZg==";

    private readonly TestFolder _folder = new();
    private readonly HttpMessageInvoker _http;

    public ReplicateBench() => _http = new HttpMessageInvoker(Vendor);

    public SmallReplicate Vendor { get; } = new();

    public static ProviderConfig Config
    {
        get
        {
            using Stream file = typeof(ReplicateProvider).Assembly.GetManifestResourceStream("replicate.json")!;
            return JsonSerializer.Deserialize(file, CatalogJson.Default.ProviderConfig)!;
        }
    }

    public static VendorCredentials Credentials { get; } = new(
        "Replicate", "REPLICATE_API_TOKEN", name => name switch { "REPLICATE_API_TOKEN" => SmallReplicate.Key, ReplicateWebhookReceiver.SecretVariable => Secret, _ => null });

    public ReplicateProvider Open() => new(Credentials, this, _http, TimeProvider.System);

    public SegmentOrder Order(string jobId)
    {
        byte[] bytes = [1, 2, 3];
        string path = Path.Combine(_folder.Path, "1.png");
        File.WriteAllBytes(path, bytes);
        return new SegmentOrder
        {
            JobId = jobId,
            Preset = Config.ModelPresets[0],
            Prompt = "A slow push-in.",
            Stills = [new FrameStill("SCENE_1_SHOT_1", path, path, Convert.ToHexStringLower(SHA256.HashData(bytes)), "image/png", 1280, 720, bytes.Length)],
            CameraNotes = ["push-in"],
            SlotSeconds = 4,
            MotionStrength = 0.6,
        };
    }

    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new CatalogSnapshot([Config], []));

    public void Dispose()
    {
        _http.Dispose();
        Vendor.Dispose();
        _folder.Dispose();
    }
}
