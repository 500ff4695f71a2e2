using System.Text.Json;
using System.Text.Json.Serialization;
using VideoGen.Catalog;

namespace VideoGen.Animatic.Tests;

public sealed class ShippedPresetTests
{
    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    [Fact]
    public void Shipped_Preset_OffersBothModels()
    {
        using Stream stream = typeof(ProviderConfig).Assembly.GetManifestResourceStream("catalog/animatic.json")!;
        ProviderConfig config = JsonSerializer.Deserialize<ProviderConfig>(stream, Snake)!;
        config.Provider.ShouldBe("animatic");
        config.Find(config.DefaultPairModel)!.Takes(2).ShouldBeTrue();
        config.Find(config.DefaultSingleModel)!.Takes(1).ShouldBeTrue();
        config.Find(config.DefaultTextModel!)!.Takes(0).ShouldBeTrue();
        config.ModelPresets.ShouldAllBe(p => p.Price.Of(4) == 0 && p.Output == new PresetOutput(1280, 720, 24) && p.Duration.Min == 48 && p.Duration.Max == 96);
    }
}
