using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Animatic.Finishing;

/// <summary>What ffmpeg told while it ran. Hears one line after the other and keeps numbers only.</summary>
internal sealed class FfmpegTold
{
    private readonly CheckReading _checks = new();

    /// <summary>How it names itself and describes the streams of its files, those of the first input first.</summary>
    public ImmutableArray<string> Lines { get; set; } = [];

    /// <summary>What its filters found.</summary>
    public ClipChecks Checks => _checks.Result;

    /// <summary>Takes a line of its standard output.</summary>
    public void Hear(ReadOnlySpan<char> line) => _checks.Hear(line);
}
