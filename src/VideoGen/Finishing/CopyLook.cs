using VideoGen.Lint;

namespace VideoGen.Finishing;

/// <summary>What was seen while a copy was made, without another decoding.</summary>
public sealed record CopyLook
{
    /// <summary>The program that made it, with its version: <c>ffmpeg 5.1.9</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>The clip itself; null where nobody asked for checks or last frames.</summary>
    public ClipLook? Clip { get; init; }

    /// <summary>First frame of the copy as it went to the encoder, before its size was changed, small; null where nobody asked.</summary>
    public PictureSample? First { get; init; }

    /// <summary>Its last frame; null where nobody asked, and where the file has fewer frames than it says.</summary>
    public PictureSample? Last { get; init; }
}
