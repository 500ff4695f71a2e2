namespace VideoGen.Animatic;

/// <summary>Where the animatic provider works and with what.</summary>
public sealed record AnimaticOptions
{
    /// <summary>Home folder of the product; clips are rendered in <c>renders</c> below it. Made when it is missing.</summary>
    public required string Home { get; set; }

    /// <summary>Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</summary>
    public string? FfmpegPath { get; set; }

    /// <summary>Most pixels of a still; 100 million unless given.</summary>
    public long MaxPixels { get; set; } = new Frames.PictureLimits().MaxPixels;

    /// <summary>Renders at a time in this process, 1 or more; null for one on every two processors.</summary>
    public int? Parallel { get; set; }
}
