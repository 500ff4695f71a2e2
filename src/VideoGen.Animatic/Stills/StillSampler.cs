using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Frames;
using VideoGen.Lint;

namespace VideoGen.Animatic.Stills;

/// <summary>Samples of stills for the lint, decoded by ffmpeg as the renderer decodes them.</summary>
/// <param name="ffmpegPath">Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</param>
/// <param name="maxPixels">Most pixels of a still.</param>
internal sealed class StillSampler(string? ffmpegPath, long maxPixels) : IPictureSampler
{
    /// <inheritdoc/>
    public async Task<PictureSample?> SampleAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        if (FfmpegProgram.Find(ffmpegPath) is not { } program || PictureReader.Read(picture.ToArray(), maxPixels) is not PictureReading.Good(var facts, _, var essence))
        {
            return null;
        }

        try
        {
            return await StillDecoder.SampleAsync(program, new StillFile(facts, essence), cancellationToken);
        }
        catch (AnimaticException)
        {
            return null; // no ffmpeg after all, or no process left: the lint says less
        }
    }
}
