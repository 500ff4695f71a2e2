using VideoGen.Animatic.Stills;
using VideoGen.Animatic.Tests.Rendering;

namespace VideoGen.Animatic.Tests.Stills;

public sealed class StillHeaderReaderTests
{
    [Fact]
    public void Read_Files_MatchWhatFfmpegWrote()
    {
        using var studio = new Studio();
        string source = "color=red:size=322x180";
        StillHeaderReader.Read(studio.Draw("a.png", source, "-pix_fmt", "rgb24")).ShouldBe(new StillHeader("png_pipe", 322, 180, 1, false));
        StillHeaderReader.Read(studio.Draw("b.png", source, "-pix_fmt", "rgba")).ShouldBe(new StillHeader("png_pipe", 322, 180, 1, true));
        StillHeaderReader.Read(studio.Draw("a.jpg", source)).ShouldBe(new StillHeader("jpeg_pipe", 322, 180, 1, false));
        StillHeaderReader.Read(studio.Draw("a.webp", source, "-pix_fmt", "yuv420p", "-lossless", "0")).ShouldBe(new StillHeader("webp_pipe", 322, 180, 1, false));
        StillHeaderReader.Read(studio.Draw("b.webp", source, "-pix_fmt", "bgra", "-lossless", "1"))!.Width.ShouldBe(322);
        StillHeaderReader.Read(studio.Draw("c.webp", "color=red@0.5:size=322x180,format=rgba", "-pix_fmt", "yuva420p", "-lossless", "0")).ShouldBe(new StillHeader("webp_pipe", 322, 180, 1, true));
        foreach (string file in Directory.GetFiles(studio.Folder))
        {
            byte[] bytes = File.ReadAllBytes(file);
            for (int length = 0; length < Math.Min(bytes.Length, 700); length++)
            {
                Should.NotThrow(() => StillHeaderReader.Read(bytes.AsSpan(0, length)));
            }
        }
    }

    [Theory]
    [InlineData(5, 180, 322)]
    [InlineData(3, 322, 180)]
    public void Shown_Orientation_TurnsTheSides(int orientation, int width, int height)
    {
        var header = new StillHeader("jpeg_pipe", 322, 180, orientation, false);
        (header.ShownWidth, header.ShownHeight).ShouldBe((width, height));
    }
}
