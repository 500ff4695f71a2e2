using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>What a model may choose from, before it chooses.</summary>
public sealed class ModelCatalogTests
{
    [Fact]
    public void A_model_is_told_with_what_it_takes_sells_and_delivers()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3, 12, 13));
        provider = provider with { ModelPresets = provider.ModelPresets.SetItem(1, provider.ModelPresets[1] with { Retired = new("2025", "studio/new") }) };

        ProviderModels told = ModelCatalog.Of(new CatalogSnapshot([provider], [])).Providers.ShouldHaveSingleItem();

        (told.Provider, told.DefaultForTwoStills, told.DefaultForOneStill, told.DefaultForWords).ShouldBe(("studio", "studio/one", "studio/one", "studio/words"));
        told.Models.Select(m => $"{m.Model} {string.Join('+', m.Stills)} {m.Width}x{m.Height} {m.RetiredFor}").ShouldBe(["studio/one 1+2 1280x720 ", "studio/words 0 1280x720 studio/new"]);
        told.Models[0].Lengths.ShouldBe([new(3, 0.3m), new(12, 1.2m)], "a request lasts at most 12 s");
        told.Models[0].AnyBetween.ShouldBeFalse();
    }

    [Theory]
    [InlineData(11, 11, false)]
    [InlineData(12, 12, false)]
    [InlineData(13, 2, true)]
    public void Of_many_lengths_the_ends_are_told(int sold, int told, bool anyBetween)
    {
        ImmutableArray<decimal> lengths = [.. Enumerable.Range(0, sold).Select(i => 3 + (i / 4m))];

        ModelSummary model = ModelCatalog.Of(new CatalogSnapshot([Presets.Selling(Presets.Seconds(lengths))], [])).Providers[0].Models[0];

        (model.Lengths.Length, model.Lengths[0].Seconds, model.Lengths[^1].Seconds, model.AnyBetween).ShouldBe((told, lengths[0], lengths[^1], anyBetween));
    }
}
