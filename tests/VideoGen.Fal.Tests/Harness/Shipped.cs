using System.Text.Json;
using VideoGen.Catalog;

namespace VideoGen.Fal.Tests.Harness;

/// <summary>The presets as they are shipped.</summary>
internal static class Shipped
{
    public static ProviderConfig Config { get; } = Read();

    public static ModelPreset Preset(string model) => Config.Find(model) ?? throw new ArgumentException(model, nameof(model));

    public static IEnumerable<(ModelPreset Preset, int Frames)> Orders =>
        from preset in Config.ModelPresets from frames in Enumerable.Range(0, 3) where preset.Takes(frames) select (preset, frames);

    private static ProviderConfig Read()
    {
        using var stream = typeof(ProviderConfig).Assembly.GetManifestResourceStream("catalog/fal.json")!;
        return JsonSerializer.Deserialize(stream, CatalogJson.Default.ProviderConfig)!;
    }
}
