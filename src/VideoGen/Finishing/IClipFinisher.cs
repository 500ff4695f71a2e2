using System.Collections.Immutable;

namespace VideoGen.Finishing;

/// <summary>Port to what decodes and encodes clips. What cannot be done ends in an <see cref="IOException"/>. Thread-safe.</summary>
public interface IClipFinisher
{
    /// <summary>Why nothing can be finished here, in one sentence; null where it can.</summary>
    string? Fault { get; }

    /// <summary>The program with its version: <c>ffmpeg 5.1.9</c>.</summary>
    Task<string> ReadToolAsync(CancellationToken cancellationToken);

    /// <summary>Decodes a clip once and tells what it looks like.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="height">Its pixels from top to bottom, as displayed: they say what its colours are where the file does not.</param>
    /// <param name="checks">True looks for black, frozen, cut and flashing pictures as well.</param>
    /// <param name="scratch">A file that may be written meanwhile.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken);

    /// <summary>Makes a clip of another one.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="recipe">What stands between the two files.</param>
    /// <param name="target">File to write; replaced when it exists. The same clip and recipe give the same bytes.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task MakeAsync(string clip, ImmutableArray<string> recipe, string target, CancellationToken cancellationToken);

    /// <summary>One frame of a clip as a PNG file.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="matrix">Matrix of its colours, in ffmpeg's words: <c>bt709</c>, <c>smpte170m</c>, <c>bt470bg</c>, <c>bt2020nc</c>.</param>
    /// <param name="target">File to write; replaced when it exists.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken);
}
