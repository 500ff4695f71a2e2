namespace VideoGen.Finishing;

/// <summary>Port to what decodes and encodes clips. What cannot be done ends in an <see cref="IOException"/>. Thread-safe.</summary>
public interface IClipFinisher
{
    /// <summary>Why nothing can be finished here, in one sentence; null where it can.</summary>
    string? Fault { get; }

    /// <summary>Decodes a clip once and tells what it looks like.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="height">Its pixels from top to bottom, as displayed: they say what its colours are where the file does not.</param>
    /// <param name="checks">True looks for black, frozen, cut and flashing pictures as well.</param>
    /// <param name="scratch">Begin of the names of files that may be written meanwhile.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken);

    /// <summary>Tells what a clip looks like at both ends, without decoding the frames that no other is predicted from: cheaper than <see cref="LookAsync"/>.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="height">Its pixels from top to bottom, as displayed.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="scratch">Begin of the names of files that may be written meanwhile.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    /// <returns>The look without checks. Its last frame is the last that was decoded; where that is not the last of all, a few frames are between them.</returns>
    Task<ClipLook> LookAtEndsAsync(string clip, int height, decimal seconds, string scratch, CancellationToken cancellationToken);

    /// <summary>The matrix of a clip's colours as the file says it, in ffmpeg's words; null where it does not. Decodes nothing.</summary>
    Task<string?> ReadMatrixAsync(string clip, CancellationToken cancellationToken);

    /// <summary>Makes a clip of another one, which is decoded once.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="order">What is to be made, and looked at meanwhile.</param>
    /// <param name="target">File to write; replaced when it exists. The same clip and recipe give the same bytes.</param>
    /// <param name="scratch">Begin of the names of files that may be written meanwhile.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task<CopyLook> MakeAsync(string clip, CopyOrder order, string target, string scratch, CancellationToken cancellationToken);

    /// <summary>One frame of a clip as a PNG file.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="matrix">Matrix of its colours, in ffmpeg's words: <c>bt709</c>, <c>smpte170m</c>, <c>bt470bg</c>, <c>bt2020nc</c>.</param>
    /// <param name="target">File to write; replaced when it exists.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken);
}
