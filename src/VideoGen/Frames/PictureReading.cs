using System.Collections.Immutable;

namespace VideoGen.Frames;

/// <summary>What the bytes of a picture are good for. One rule for everything that takes pictures: what is good here, the renderer renders.</summary>
public abstract record PictureReading
{
    private PictureReading() { }

    /// <summary>A picture.</summary>
    /// <param name="Facts">What it says about itself.</param>
    /// <param name="Still">The file without what is no still picture: further pictures of an animation, bytes behind its end.</param>
    /// <param name="Essence">A file of the same type with nothing but what makes the pixels: this, and no more, is what a decoder gets.</param>
    public sealed record Good(PictureFacts Facts, ImmutableArray<ReadOnlyMemory<byte>> Still, ImmutableArray<ReadOnlyMemory<byte>> Essence) : PictureReading;

    /// <summary>No picture that can be used.</summary>
    /// <param name="Code">Code of the problem.</param>
    /// <param name="Reason">What is wrong, to go behind the picture's name.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record Bad(string Code, string Reason, string Remedy) : PictureReading;
}
