using VideoGen.Catalog;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Catalog;

public sealed class PresetSlotsTests
{
    [Fact]
    public void Listed_lengths_are_slots() =>
        PresetSlots.Of(new PresetDuration { Form = DurationForm.SecondsString, Field = "duration", Values = [4, 6, 8] }).ShouldBe([4m, 6m, 8m]);

    [Fact]
    public void A_range_is_walked_in_steps() =>
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Number, Field = "d", Min = 6, Max = 11, Step = 2 }).ShouldBe([6m, 8m, 10m]);

    [Fact]
    public void Frames_become_seconds_rounded_down()
    {
        var duration = new PresetDuration { Form = DurationForm.Frames, Field = "num_frames", Values = [49, 96], FramesPerSecond = 24 };
        PresetSlots.Of(duration).ShouldBe([2.041666m, 4m]);
        PresetSlots.Write(duration, 2.041666m)!.ToJsonString().ShouldBe("49");
    }

    [Theory]
    [InlineData(DurationForm.SecondsString, "\"8s\"")]
    [InlineData(DurationForm.NumberString, "\"8\"")]
    [InlineData(DurationForm.Number, "8")]
    public void A_length_is_written_in_the_models_form(DurationForm form, string json) =>
        PresetSlots.Write(new PresetDuration { Form = form, Field = "d", Values = [8.0m] }, 8)!.ToJsonString().ShouldBe(json);

    [Fact]
    public void A_fixed_length_is_not_written() =>
        PresetSlots.Write(new PresetDuration { Form = DurationForm.Fixed, Values = [6] }, 6).ShouldBeNull();

    [Fact]
    public void A_length_that_is_not_on_sale_cannot_be_written() =>
        Should.Throw<ArgumentOutOfRangeException>(() => PresetSlots.Write(new PresetDuration { Form = DurationForm.Number, Field = "d", Values = [6] }, 5));

    [Fact]
    public void A_half_second_keeps_its_point() =>
        PresetSlots.Write(new PresetDuration { Form = DurationForm.SecondsString, Field = "d", Values = [2.50m] }, 2.5m)!.ToJsonString().ShouldBe("\"2.5s\"");

    [Fact]
    public void An_endless_range_ends() =>
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Number, Field = "d", Min = 0.001m, Max = 1_000_000, Step = 0.001m }).Count.ShouldBe(PresetSlots.Most);

    [Fact]
    public void Every_slot_of_every_shipped_preset_can_be_written_and_is_ascending()
    {
        foreach (var preset in Shipped.Config.ModelPresets)
        {
            var slots = PresetSlots.Of(preset.Duration);
            slots.ShouldNotBeEmpty();
            slots.ShouldBe(slots.Distinct().Order());
            slots.Select(s => PresetSlots.Write(preset.Duration, s)?.ToJsonString()).Distinct().Count().ShouldBe(slots.Count);
        }
    }
}
