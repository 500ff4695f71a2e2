using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>A finished copy of a delivered clip; every fact is read from its file.</summary>
public sealed record FinishedClip
{
    /// <summary>Where it is.</summary>
    [Description("Address of the finished MP4.")]
    public required string VideoUrl { get; init; }

    /// <summary>Hash.</summary>
    [Description("SHA-256 of the file.")]
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    [Description("Size of the file in bytes.")]
    public required long FileSize { get; init; }

    /// <summary>Seconds.</summary>
    [Description("Seconds.")]
    public required decimal DurationSeconds { get; init; }

    /// <summary>Number of frames.</summary>
    [Description("Number of frames.")]
    public required int Frames { get; init; }

    /// <summary>Pixels.</summary>
    [Description("Width in pixels.")]
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    [Description("Height in pixels.")]
    public required int Height { get; init; }

    /// <summary>Frames per second.</summary>
    [Description("Frames per second.")]
    public required decimal Fps { get; init; }

    /// <summary>The arguments that made it of the delivered clip.</summary>
    [Description("The arguments that made it of the delivered clip, without the names of the files.")]
    public required string Recipe { get; init; }

    /// <summary>The program that took them, with its version.</summary>
    [Description("The program that took them, with its version.")]
    public required string Tool { get; init; }
}
