using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Animatic.Finishing;

/// <summary>What ffmpeg told while it ran. Hears one line after the other and keeps numbers only.</summary>
internal sealed partial class FfmpegTold
{
    private readonly CheckReading _checks = new();

    /// <summary>Its version, where it was asked: <c>ffmpeg 5.1.9</c>; else null.</summary>
    public string? Version { get; private set; }

    /// <summary>How it describes the streams of its files, those of the first input first.</summary>
    public ImmutableArray<string> Streams { get; set; } = [];

    /// <summary>What its filters found.</summary>
    public ClipChecks Checks => _checks.Result;

    /// <summary>Takes a line of its standard output.</summary>
    public void Hear(ReadOnlySpan<char> line)
    {
        if (Version is null && line.StartsWith("ffmpeg version ", StringComparison.Ordinal))
        {
            Version = Named().Match(line.ToString()) is { Success: true } version ? $"ffmpeg {version.Groups["version"].Value}" : null;
        }

        _checks.Hear(line);
    }

    [GeneratedRegex(@"^ffmpeg version (?<version>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
