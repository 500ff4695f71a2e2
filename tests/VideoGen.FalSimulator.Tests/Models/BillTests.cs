using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.FalSimulation.Models;

namespace VideoGen.FalSimulation.Tests.Models;

/// <summary>The presets and the simulator were filled in apart from each other: what one plans, the other bills.</summary>
public sealed class BillTests
{
    private static readonly ProviderConfig Fal = ShippedCatalog.Read().Provider("fal-ai")!;

    public static TheoryData<string> Models => [.. Fal.ModelPresets.Select(static p => p.Model)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_length_on_sale_is_billed_as_it_is_planned(string id)
    {
        ModelPreset preset = Fal.Find(id)!;
        preset.Price.Unit.ShouldNotBeNull().Source.ShouldNotBeNullOrWhiteSpace();
        foreach (decimal slot in PresetSlots.Of(preset.Duration))
        {
            decimal planned = preset.Price.Of(slot);
            Bill bill = BillOf(preset, slot);
            bill.Usd.ShouldBe(planned, 0.00001m, $"{id} {slot} s");
            preset.Price.OfUnits(bill.Units, slot).ShouldBe(planned, 0.00001m, $"{id} {slot} s");
            if (preset.Price.Unit.Usd is { } each)
            {
                (bill.Units * each).ShouldBe(planned, 0.00001m, $"{id} {slot} s");
            }
            else
            {
                preset.Price.Unit.Source.ShouldContain("not"); // the reason why the price of the unit is not known
            }
        }
    }

    // From the documented price of a clip and the unit price of fal's pricing API of 28 July 2026.
    [Theory]
    [InlineData("fal-ai/veo3.1/fast/first-last-frame-to-video", 4, 0.15, 2.666667, 0.40)]
    [InlineData("fal-ai/veo3.1/fast/image-to-video", 8, 0.15, 5.333333, 0.80)]
    [InlineData("fal-ai/veo3.1/image-to-video", 4, 0.40, 2, 0.80)]
    [InlineData("fal-ai/veo3.1/lite/image-to-video", 4, 0.05, 4, 0.20)]
    [InlineData("fal-ai/kling-video/v3/pro/image-to-video", 3, 0.14, 2.4, 0.336)]
    [InlineData("fal-ai/kling-video/v3/standard/image-to-video", 3, 0.14, 1.8, 0.252)]
    [InlineData("fal-ai/kling-video/v2.6/pro/image-to-video", 5, 0.07, 5, 0.35)]
    [InlineData("fal-ai/minimax/hailuo-02/pro/image-to-video", 6, 0.08, 6, 0.48)]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", 4, 0.08, 6, 0.48)]
    [InlineData("fal-ai/wan/v2.7/image-to-video", 2, 0.10, 2, 0.20)]
    [InlineData("fal-ai/ltx-2.3/image-to-video", 6, 0.08, 6, 0.48)]
    [InlineData("fal-ai/ltx-2.3/image-to-video/fast", 6, 0.06, 6, 0.36)]
    [InlineData("fal-ai/luma-dream-machine/ray-2/image-to-video", 5, 0.50, 2, 1.00)]
    [InlineData("fal-ai/pixverse/v5.5/transition", 5, 0.05, 4, 0.20)]
    [InlineData("fal-ai/pixverse/v5.6/transition", 5, 0.15, 3, 0.45)]
    [InlineData("fal-ai/pixverse/v6/transition", 4, 0.005, 36, 0.18)]
    [InlineData("fal-ai/vidu/q3/image-to-video", 2, 0.07, 4.4, 0.308)]
    [InlineData("fal-ai/vidu/q2/image-to-video/pro", 2, 0.05, 4, 0.20)]
    public void The_units_are_those_that_fal_counts(string id, double slot, double unitUsd, double units, double usd)
    {
        ModelPreset preset = Fal.Find(id)!;
        preset.Price.Unit!.Usd.ShouldBe((decimal)unitUsd);
        BillOf(preset, (decimal)slot).ShouldBe(new Bill((decimal)units, (decimal)usd));
    }

    // A recorded exchange: 97 frames of 1280x720 came with 87.3 units.
    [Fact]
    public void Seedance_2_counts_thousands_of_tokens()
    {
        SimulatedModel model = ModelCatalog.Shared.Find("bytedance/seedance-2.0/image-to-video")!;
        ClipShape shape = ClipShape.Of(model, new JsonObject { ["duration"] = "4", ["resolution"] = "720p" }, 16.0 / 9);
        Bill.For(model, shape).ShouldBe(new Bill(87.3m, 1.2222m));
    }

    private static Bill BillOf(ModelPreset preset, decimal slot)
    {
        JsonObject input = preset.Inputs.DeepClone().AsObject();
        if (preset.Duration.Field is { } field)
        {
            input[field] = PresetSlots.Write(preset.Duration, slot);
        }

        if (preset.Duration.FramesPerSecondField is { } rate)
        {
            input[rate] = PresetSlots.Number(preset.Duration.FramesPerSecond!.Value);
        }

        SimulatedModel model = ModelCatalog.Shared.Find(preset.Model)!;
        return Bill.For(model, ClipShape.Of(model, input, 16.0 / 9));
    }
}
