using VideoGen.Animatic.Stills;
using VideoGen.Frames;

namespace VideoGen.Animatic.Tests.Stills;

public sealed class DecodeArgumentsTests
{
    private const string Resize =
        "scale=640:360:flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp:out_color_matrix=bt709:out_range=tv:out_h_chr_pos=0:out_v_chr_pos=128,format=yuv420p";

    [Fact]
    public void For_Palette_IsTurnedIntoColoursFirst() =>
        DecodeArguments.For(new PictureFacts("image/png", 1280, 720, IsIndexed: true), new StillFit(1280, 720, false), new WorkingSize(640, 360)).ShouldContain("format=gbrp," + Resize);

    [Theory]
    [InlineData(1, false, Resize)]
    [InlineData(6, false, "transpose=clock," + Resize)]
    [InlineData(3, false, "hflip,vflip," + Resize)]
    [InlineData(1, true, "format=gbrap,premultiply=inplace=1,format=gbrp," + Resize)]
    public void For_CoveringStill_IsOneChain(int orientation, bool transparent, string filters) =>
        DecodeArguments.For(new PictureFacts("image/png", 1280, 720, orientation, transparent), new StillFit(1280, 720, false), new WorkingSize(640, 360)).ShouldBe(
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-max_alloc", "683991040", "-filter_complex_threads", "1",
            "-threads", "1", "-max_pixels", "1261568", "-noautorotate", "-f", "png_pipe", "-i", "pipe:0",
            "-filter_complex", filters, "-frames:v", "1", "-an", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1",
        ]);
}
