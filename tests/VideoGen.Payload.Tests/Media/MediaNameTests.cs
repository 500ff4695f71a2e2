using VideoGen.Payload.Media;

namespace VideoGen.Payload.Tests.Media;

public sealed class MediaNameTests
{
    [Fact]
    public void The_folder_is_written_into_the_name() =>
        MediaName.Flat("projects/p1/e_1/segments/segment_1_2.mp4").ShouldBe("projects~p1~e_1~segments~segment_1_2.mp4");

    [Fact]
    public void A_very_long_path_is_cut_and_stays_its_own()
    {
        string project = new('p', 128);
        string first = MediaName.Flat($"projects/{project}/{new string('e', 127)}1/segments/segment_1_2.mp4");
        string second = MediaName.Flat($"projects/{project}/{new string('e', 127)}2/segments/segment_1_2.mp4");
        first.Length.ShouldBe(200);
        first.ShouldEndWith("~segment_1_2.mp4");
        first.ShouldNotBe(second);
    }
}
