using VideoGen.Animatic.Finishing;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Finishing;

namespace VideoGen.Animatic.Tests.Finishing;

/// <summary>The colours of what is decoded from a clip that does not say how it is to be shown.</summary>
public sealed class FrameColourTests : IDisposable
{
    private static readonly byte[] Colour = [0xC8, 0x3C, 0x28];

    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Theory]
    [InlineData(1280, 720, "bt709")]
    [InlineData(640, 360, "bt601")]
    public async Task A_frame_that_is_taken_and_what_is_seen_have_the_colour_that_players_show(int width, int height, string shownAs)
    {
        string clip = _studio.Path("clip.mp4");
        Studio.Run(
            Studio.Program,
            [
                "-loglevel", "error", "-y", "-f", "lavfi", "-i", $"color=0xC83C28:size={width}x{height}:rate=24", "-t", "0.25", "-vf", $"format=gbrp,scale=out_color_matrix={shownAs}:out_range=tv,format=yuv420p",
                "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", $"file:{clip}",
            ]);
        var finisher = new FfmpegFinisher(Studio.Program);

        ClipLook look = await finisher.LookAsync(clip, height, checks: false, _studio.Path("look"), CancellationToken.None);
        await finisher.TakeFrameAsync(clip, 3, ColourMatrix.Of(look.Matrix, height), _studio.Path("frame.png"), CancellationToken.None);

        look.Matrix.ShouldBeNull();
        ShouldBeTheColour(look.Last.Rgb[..3]);
        Studio.Run(Studio.Program, ["-loglevel", "error", "-y", "-i", $"file:{_studio.Path("frame.png")}", "-f", "rawvideo", "-pix_fmt", "rgb24", $"file:{_studio.Path("frame.rgb")}"]);
        ShouldBeTheColour(await File.ReadAllBytesAsync(_studio.Path("frame.rgb")));
    }

    private static void ShouldBeTheColour(ReadOnlySpan<byte> pixels)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            ((int)pixels[channel]).ShouldBeInRange(Colour[channel] - 3, Colour[channel] + 3);
        }
    }
}
