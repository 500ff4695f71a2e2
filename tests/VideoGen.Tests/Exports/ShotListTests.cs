using System.Xml.Linq;
using VideoGen.Exports;
using VideoGen.Synthesis;
using static VideoGen.Tests.Exports.Films;

namespace VideoGen.Tests.Exports;

public sealed class ShotListTests
{
    [Fact]
    public void There_is_a_line_for_each_segment_shown_or_not()
    {
        string[] lines = ShotListWriter.Write(OfRequest(Three)).Split("\r\n");

        lines.Length.ShouldBe(5);
        lines[0].ShouldStartWith("project_id,episode_id,scene_number,shot_order,request_id,segment_id,frames,status,reason,");
        lines[1].ShouldStartWith("atlas,e1,1,1,req_a,SEGMENT_1,s1f1 s1f2,delivered,,0,0,72,72,24,2,2,segment_1_1_take2.mp4,https://media.example/");
        lines[2].ShouldStartWith("atlas,e1,1,3,req_a,SEGMENT_2,s1f3 s1f4,missing,\"The still was refused: it shows a \"\"logo\"\" & more.\",3,72,72,0,24,,0,,,,");
        lines[3].ShouldStartWith("atlas,e1,2,1,req_a,SEGMENT_3,s2f1 s2f2,pending,It is still being made.,6,144,72,0,24,,0,");
    }

    [Fact]
    public void Every_form_holds_all_of_500_segments()
    {
        Film film = OfEpisode([.. Enumerable.Range(1, 500).Select(i => Delivered(Shot(i, 1, $"req_{i}")))]);

        ShotListWriter.Write(film).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(501);
        XDocument.Parse(FcpxmlWriter.Write(film, auditions: false)).Descendants("spine").Single().Elements("asset-clip").Count().ShouldBe(500);
        EdlWriter.Write(film).ShouldBeOfType<Answer<string>.Given>().Value.Split("\r\n").Count(line => line.StartsWith("500  ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("\uFF1D1+1")]
    public void A_prompt_becomes_no_formula(string prompt) =>
        ShotListWriter.Write(OfRequest([Delivered(Shot(1, 1)) with { Prompt = prompt }])).ShouldContain($",'{prompt}\r\n");
}
