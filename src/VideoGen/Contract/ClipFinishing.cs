using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What was done beside a delivered clip, which stays as it is.</summary>
public sealed record ClipFinishing
{
    /// <summary>SHA-256 of the delivered clip, lowercase hex.</summary>
    [Description("SHA-256 of the delivered clip that was finished; it stays as it is.")]
    public required string OriginalSha256 { get; init; }

    /// <summary>The finished copy; null where none was asked for, and where none could be made.</summary>
    [Description("The finished copy beside it; left out where there is none.")]
    public FinishedClip? Clip { get; init; }

    /// <summary>What became of the colour match; null where none was asked for.</summary>
    [Description("What became of the colour match.")]
    public ColourMatchReport? ColourMatch { get; init; }

    /// <summary>Numbers of the checks; null where none was asked for.</summary>
    [Description("What the checks found in the delivered clip.")]
    public ClipChecks? Checks { get; init; }

    /// <summary>What is to be looked at, in words.</summary>
    [Description("What is to be looked at, in words.")]
    public required ImmutableArray<string> Warnings { get; init; }
}
