using VideoGen.Catalog;
using VideoGen.Testing;

namespace VideoGen.Tests.Catalog;

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
        foreach (var preset in Presets.Shipped().ModelPresets)
        {
            var slots = PresetSlots.Of(preset.Duration);
            slots.ShouldNotBeEmpty();
            slots.ShouldBe(slots.Distinct().Order());
            slots.Select(s => PresetSlots.Write(preset.Duration, s)?.ToJsonString()).Distinct().Count().ShouldBe(slots.Count);
        }
    }

    [Fact]
    public void A_range_holds_both_of_its_ends_and_nothing_that_is_no_length()
    {
        PresetSlots.Of(new PresetDuration(2) { Form = DurationForm.Number, Field = "d", Min = -2, Max = 4 }).ShouldBe([2m, 4m]);
        PresetSlots.Of(new PresetDuration(0) { Form = DurationForm.Number, Field = "d", Min = 1, Max = 4 }).ShouldBeEmpty();
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Number, Field = "d", Min = 1 }).ShouldBeEmpty();
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Number, Field = "d", Values = [0, -1, 6, 4, 6] }).ShouldBe([4m, 6m]);
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Frames, Field = "d", Values = [48] }).ShouldBeEmpty();
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Frames, Field = "d", Values = [48], FramesPerSecond = 0 }).ShouldBeEmpty();
        PresetSlots.Of(new PresetDuration { Form = DurationForm.Number, Field = "d", Values = [.. Enumerable.Range(1, 2_000).Select(i => (decimal)i)] }).Count.ShouldBe(PresetSlots.Most);
    }

    [Fact]
    public void No_length_at_all_cannot_be_written()
    {
        var refused = Should.Throw<ArgumentOutOfRangeException>(() => PresetSlots.Write(new PresetDuration { Form = DurationForm.Number, Field = "d", Values = [0, 4] }, 0));
        refused.Message.ShouldStartWith("The model does not sell this length.");
    }

    [Theory]
    [InlineData("6.0", "6")]
    [InlineData("0.50", "0.5")]
    [InlineData("-3", "-3")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    public void A_number_is_written_without_trailing_zeros(string value, string json) =>
        PresetSlots.Number(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToJsonString().ShouldBe(json);
}
