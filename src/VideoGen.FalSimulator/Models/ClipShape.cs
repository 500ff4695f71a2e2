using System.Globalization;
using System.Text.Json.Nodes;

namespace VideoGen.FalSimulation.Models;

/// <summary>Length, rate and size of the clip a valid input asks for.</summary>
internal sealed record ClipShape(double Seconds, int Fps, int Width, int Height, bool Audio, string Resolution)
{
    /// <summary>Frames the model itself makes, before an interpolator multiplies them.</summary>
    public int MadeFrames { get; init; }

    public int Frames => Math.Max(1, (int)Math.Round(Seconds * Fps));

    /// <param name="model">The endpoint.</param>
    /// <param name="input">Its input, already checked.</param>
    /// <param name="pictureRatio">Width by height of the first picture; <see langword="null"/> = there is none.</param>
    public static ClipShape Of(SimulatedModel model, JsonObject input, double? pictureRatio)
    {
        ModelClip clip = model.Clip;
        JsonNode? Value(string? field) => field is null ? null : input[field] ?? model.Fields.GetValueOrDefault(field)?.Default;

        int fps = Value(clip.FpsField) is { } rate ? (int)Math.Round(Number(rate, clip.Fps)) : clip.Fps;
        double seconds = Value(clip.SecondsField) is { } length ? Number(length, clip.Seconds) : clip.Seconds;
        if (Value(clip.FramesField) is { } frames)
        {
            seconds = Number(frames, 1) / fps;
        }

        int made = (int)Math.Round(seconds * fps);

        if (clip.Interpolates && Value("adjust_fps_for_interpolation")?.GetValue<bool>() != false
            && Value("interpolator_model")?.GetValue<string>() != "none")
        {
            fps *= 1 + (int)Number(Value("num_interpolated_frames") ?? 0, 0);
        }

        string resolution = Value(clip.ResolutionField)?.ToString() ?? "";
        int shortSide = Side(resolution) ?? clip.Height;
        double ratio = Ratio(Value("aspect_ratio")?.ToString()) ?? Math.Clamp(pictureRatio ?? (16.0 / 9), 0.4, 2.5);
        bool wide = ratio >= 1;
        int longSide = Even(shortSide * (wide ? ratio : 1 / ratio));
        bool audio = Value(clip.AudioField) is { } flag && flag.GetValue<bool>();
        return new ClipShape(seconds, fps, wide ? longSide : Even(shortSide), wide ? Even(shortSide) : longSide, audio, resolution)
        {
            MadeFrames = made,
        };
    }

    private static int Even(double value) => (int)Math.Round(value / 2) * 2;

    /// <summary>Reads 5, "5" and "5s"; anything else (such as "auto") is <paramref name="otherwise"/>.</summary>
    private static double Number(JsonNode value, double otherwise) =>
        double.TryParse(value.ToString().TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : otherwise;

    private static int? Side(string resolution) => resolution.ToUpperInvariant() switch
    {
        "4K" => 2160,
        "2K" => 1440,
        ['T', 'R', 'U', 'E', '_', .. var rest] => Side(rest),
        [.. var digits, 'P'] when int.TryParse(digits, CultureInfo.InvariantCulture, out int side) => side,
        _ => null,
    };

    private static double? Ratio(string? text) =>
        text?.Split(':') is [var width, var height]
        && double.TryParse(width, CultureInfo.InvariantCulture, out double w) && double.TryParse(height, CultureInfo.InvariantCulture, out double h)
            ? w / h
            : null;
}
