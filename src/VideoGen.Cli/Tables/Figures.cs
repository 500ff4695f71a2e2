using System.Globalization;

namespace VideoGen.Cli.Tables;

/// <summary>How quantities are written for people.</summary>
internal static class Figures
{
    /// <summary>"3.5 s".</summary>
    public static string Seconds(decimal seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s");

    /// <summary>"$0.40", with more places where cents would hide the price; "free" for nothing.</summary>
    public static string Usd(decimal dollars) =>
        dollars == 0 ? "free" : string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00##}");

    /// <summary>"24" or "23.976".</summary>
    public static string Fps(decimal fps) => string.Create(CultureInfo.InvariantCulture, $"{fps:0.###}");

    /// <summary>"2.1 MB".</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000d:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000d:0.0} MB"),
    };

    /// <summary>"1 segment", "3 segments".</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
