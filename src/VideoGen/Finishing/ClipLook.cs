using VideoGen.Contract;
using VideoGen.Lint;

namespace VideoGen.Finishing;

/// <summary>What a clip looks like.</summary>
public sealed record ClipLook
{
    /// <summary>Its first frame, small.</summary>
    public required PictureSample First { get; init; }

    /// <summary>Its last frame, small.</summary>
    public required PictureSample Last { get; init; }

    /// <summary>Matrix of its colours as the file says it, in ffmpeg's words: <c>bt709</c>, <c>smpte170m</c>, <c>bt470bg</c>…; null where it does not.</summary>
    public string? Matrix { get; init; }

    /// <summary>True where its frames are planes of eight bits, 4:2:0, in limited range: what copies are made of.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What the checks found; null where nobody asked.</summary>
    public ClipChecks? Checks { get; init; }
}
