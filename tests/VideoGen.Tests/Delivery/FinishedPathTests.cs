using VideoGen.Finishing;

namespace VideoGen.Tests.Delivery;

public sealed class FinishedPathTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("projects/p/e/segments/segment_1_1.mp4", "projects/p/e/segments/segment_1_1_finished.mp4")]
    [InlineData("projects/p/e/segments/segment_1_1_take2.mp4", "projects/p/e/segments/segment_1_1_take2_finished.mp4")]
    [InlineData("projects/p/e/segments/segment_1_1.webm", "projects/p/e/segments/segment_1_1.webm_finished.mp4")]
    public void The_name_of_a_copy_leads_back_to_its_clip(string clip, string copy)
    {
        FinishedPath.Of(clip).ShouldBe(copy);
        FinishedPath.OriginalOf(copy).ShouldBe(clip);
        FinishedPath.OriginalOf(FinishedPath.Of(clip, Hash)).ShouldBe(clip);
        FinishedPath.OriginalOf(clip).ShouldBe(clip);
    }
}
