using VideoGen.Animatic.Camera;
using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Tests.Stills;

public sealed class StillFitTests
{
    private const double Aspect = 16.0 / 9;

    [Theory]
    [InlineData(1000, 1000, "pan right")]
    [InlineData(1080, 1920, "pan left")]
    [InlineData(1080, 1920, "whip pan right, then tilt up")]
    [InlineData(1080, 1920, "push in, then pan left")]
    [InlineData(800, 1200, "orbit")]
    [InlineData(1000, 1000, "crane up")]
    [InlineData(4000, 1000, "tilt up")]
    [InlineData(4000, 1000, "pedestal down, slow push in")]
    public void Of_AMoveAcrossThePicture_StaysInsideIt(int width, int height, string notes)
    {
        CameraMove move = CameraNotes.Read(notes);
        var fit = StillFit.Of(width, height, Aspect, move);
        fit.Filled.ShouldBeFalse();
        (fit.Width, fit.Height).ShouldBe((width, height));
        foreach (bool joins in (bool[])[false, true])
        {
            var path = new CameraPath(fit.Width, fit.Height, Aspect, move, 0.6, new PathTiming(3, joins, joins));
            fit.NotesFor(path).ShouldHaveSingleItem().ShouldNotContain("whole");
            Viewport from = path.At(0);
            Viewport to = path.At(1);
            (Math.Abs(to.X - from.X) / from.Width + Math.Abs(to.Y - from.Y) / from.Height).ShouldBeGreaterThan(0.05);
        }
    }

    [Theory]
    [InlineData("static", "it is shown whole, before")]
    [InlineData("push in", "whole at the beginning")]
    [InlineData("pull out", "whole at the end")]
    [InlineData("handheld, push in", "crops its edges")]
    public void Of_ASquare_IsCalledWholeOnlyWhereItIs(string notes, string said)
    {
        CameraMove move = CameraNotes.Read(notes);
        var fit = StillFit.Of(1000, 1000, Aspect, move);
        var path = new CameraPath(fit.Width, fit.Height, Aspect, move, 0.6, new PathTiming(3));
        fit.NotesFor(path).ShouldHaveSingleItem().ShouldContain(said);
        fit.NotesFor(path)[0].Contains("shown whole, before", StringComparison.Ordinal).ShouldBe(notes == "static");
    }

    [Theory]
    [InlineData("tilt up", 0.6, "travels over the 68 % of its height")]
    [InlineData("slight tilt up", 0.6, "travels over a part of the 68 % of its height")]
    [InlineData("slow tilt up", 0.6, "travels over a part of the 68 % of its height")]
    [InlineData("tilt up", 0.2, "travels over a part of the 68 % of its height")]
    public void Of_AMoveAlongThePicture_SaysWhetherItSeesAllOfIt(string notes, double strength, string said)
    {
        CameraMove move = CameraNotes.Read(notes);
        var fit = StillFit.Of(720, 1280, Aspect, move);
        fit.NotesFor(new CameraPath(fit.Width, fit.Height, Aspect, move, strength, new PathTiming(3))).ShouldHaveSingleItem().ShouldContain(said);
    }
}
