using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Tests.Camera;

public sealed class CameraSummaryTests
{
    [Theory]
    [InlineData("whip right, then tilt up", "whip right, then tilt up")]
    [InlineData("slow push-in, slight tilt up", "slow push in and slight tilt up")]
    [InlineData("locked off", "hold")]
    [InlineData("static, then whip pan left", "hold, then whip left")]
    [InlineData("handheld", "handheld")]
    [InlineData("slight handheld, fast pull out", "fast pull out, slightly handheld")]
    [InlineData("crash zoom", "crash in")]
    [InlineData("", "slow, slight push in")]
    [InlineData("dramatic pan left", "strong pan left")]
    public void Of_AMove_SaysWhatIsShown(string notes, string said) => CameraSummary.Of(CameraNotes.Read(notes)).ShouldBe(said);
}
