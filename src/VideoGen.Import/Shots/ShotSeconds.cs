using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Import.Shots;

/// <summary>Reads seconds as people write them: 2, 2.5, 2,5, 3 s, 0:03, 00:00:03; time codes with frames where the rate is known.</summary>
internal static partial class ShotSeconds
{
    /// <summary>The most that a frame may last.</summary>
    public const decimal Most = 12;

    /// <summary>The seconds, or why the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="framesPerSecond">Rate of time codes; null where none is known.</param>
    public static (decimal? Seconds, string? Fault) Read(string text, decimal? framesPerSecond)
    {
        if (Plain().Match(text) is { Success: true } plain)
        {
            return plain.Groups["rest"] is { Success: true, Length: 3 } && text.Contains(',', StringComparison.Ordinal)
                ? (null, "may be thousands or a part of a second: write it with a point")
                : InRange(decimal.Parse(plain.Groups["n"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        }

        if (Clock().Match(text) is not { Success: true } clock)
        {
            return (null, "is no number of seconds");
        }

        decimal seconds = (Part(clock, "h") * 3600) + (Part(clock, "m") * 60) + Part(clock, "s");
        if (!clock.Groups["f"].Success)
        {
            return InRange(seconds);
        }

        return framesPerSecond is not { } rate ? (null, "counts frames: give --fps with the rate, or seconds")
            : Part(clock, "f") >= rate ? (null, string.Create(CultureInfo.InvariantCulture, $"has a frame that {rate} frames a second do not have"))
            : InRange(Math.Round(seconds + (Part(clock, "f") / rate), 3));
    }

    private static (decimal?, string?) InRange(decimal seconds) => seconds is > 0 and <= Most ? (seconds, null) : (null, "is not more than 0 and at most 12 seconds");

    private static decimal Part(Match match, string name) => match.Groups[name] is { Success: true } part ? decimal.Parse(part.Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<n>\d{1,6}(?:[.,](?<rest>\d{1,6}))?) ?(?:s|sec|secs|seconds?|"")?\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:(?<h>\d{1,2}):(?=\d{1,2}:\d{2}))?(?<m>\d{1,2}):(?<s>\d{2})(?:[:;](?<f>\d{2}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Clock();
}
