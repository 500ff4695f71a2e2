using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.Testing;

/// <summary>Provider configs that sell other lengths than the shipped ones.</summary>
public static class Presets
{
    /// <summary>The shipped config of a provider.</summary>
    public static ProviderConfig Shipped(string provider = "fal-ai") =>
        ShippedCatalog.Read().Provider(provider) ?? throw new ArgumentException($"'{provider}' is not shipped.", nameof(provider));

    /// <summary>A provider with one model for everything, without text-to-video.</summary>
    public static ProviderConfig Selling(PresetDuration duration)
    {
        var preset = new ModelPreset
        {
            Model = "studio/one",
            Mode = PresetMode.ImageToVideo,
            FirstFrameField = "first",
            LastFrameField = "last",
            Duration = duration,
            Price = new PresetPrice { UsdPerSecond = 0.1m },
            Output = new PresetOutput(1280, 720, 24),
        };
        return new ProviderConfig
        {
            Id = "studio",
            Provider = "studio",
            ModelPresets = [preset, preset with { Model = "studio/words", Mode = PresetMode.TextToVideo, FirstFrameField = null, LastFrameField = null }],
            DefaultPairModel = preset.Model,
            DefaultSingleModel = preset.Model,
            DefaultTextModel = "studio/words",
        };
    }

    /// <summary>Lengths in seconds.</summary>
    public static PresetDuration Seconds(params ImmutableArray<decimal> values) =>
        new() { Form = DurationForm.Number, Field = "duration", Values = values };

    /// <summary>Lengths in frames.</summary>
    public static PresetDuration Frames(decimal min, decimal max, decimal step, decimal rate) =>
        new(step) { Form = DurationForm.Frames, Field = "num_frames", Min = min, Max = max, FramesPerSecond = rate };
}
