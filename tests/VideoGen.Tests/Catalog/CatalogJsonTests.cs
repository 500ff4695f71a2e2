using System.Text.Json;
using VideoGen.Catalog;

namespace VideoGen.Tests.Catalog;

/// <summary>A member left out of a document means what the code says it means.</summary>
public sealed class CatalogJsonTests
{
    private const string Preset =
        """{ "model": "m", "mode": "text_to_video", "duration": { "form": "number" }, "price": {}, "output": { "width": 1, "height": 1, "frames_per_second": 1 } }""";

    [Fact]
    public void Members_left_out_of_a_preset_have_their_defaults()
    {
        var preset = JsonSerializer.Deserialize(Preset, CatalogJson.Default.ModelPreset)!;

        preset.PromptField.ShouldBe("prompt");
        preset.Inputs.ShouldBeEmpty();
        preset.Duration.Step.ShouldBe(1);
        preset.Duration.Values.ShouldBeEmpty();
        preset.Price.UnitsPerSecond.ShouldBe(1);
        preset.Price.Steps.ShouldBeEmpty();
        preset.Output.Confirmed.ShouldBeTrue();
    }

    [Fact]
    public void Members_left_out_of_a_config_have_their_defaults_and_zero_is_not_left_out()
    {
        var config = Read("");
        var zero = Read(""", "max_parallel": 0""");

        (config.MaxParallel, config.PollIntervalSeconds).ShouldBe((3, 10));
        zero.MaxParallel.ShouldBe(0);

        static ProviderConfig Read(string more) => JsonSerializer.Deserialize(
            $$"""{ "id": "p", "provider": "p", "model_presets": [], "default_pair_model": "m", "default_single_model": "m" {{more}} }""",
            CatalogJson.Default.ProviderConfig)!;
    }

    [Fact]
    public void Everything_shipped_keeps_the_rules()
    {
        var shipped = ShippedCatalog.Read();

        shipped.Providers.ShouldNotBeEmpty();
        shipped.Providers.SelectMany(config => ProviderConfigCheck.Check(config)).ShouldBeEmpty();
        shipped.Providers.SelectMany(config => config.ModelPresets)
            .Where(preset => preset.Price.UsdPerSecond > 0).ShouldAllBe(preset => preset.Price.Of(8) > 0);
    }
}
