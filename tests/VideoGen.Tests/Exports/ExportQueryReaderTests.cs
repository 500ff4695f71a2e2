using VideoGen.Contract;
using VideoGen.Exports;

namespace VideoGen.Tests.Exports;

public sealed class ExportQueryReaderTests
{
    [Fact]
    public void All_members_are_read()
    {
        ExportQueryReader.Read([("project_id", "atlas"), ("episode_id", "e1"), ("format", "fcpxml_plain"), ("rate", "24000/1001"), ("request_id", null)], out Refusal? refusal).ShouldBe(
            new ExportQuery { ProjectId = "atlas", EpisodeId = "e1", Format = ExportFormat.FcpxmlPlain, Rate = 24000m / 1001 });
        refusal.ShouldBeNull();
        ExportQueryReader.Read([("request_id", "req_a"), ("format", "edl"), ("rate", "23.976")], out _).ShouldBe(new ExportQuery { RequestId = "req_a", Format = ExportFormat.Edl, Rate = 23.976m });
    }

    [Theory]
    [InlineData("format=otio", "", "It is not said what to export.")]
    [InlineData("request_id=a&project_id=b&format=otio", "", "both are given")]
    [InlineData("request_id=a&episode_id=b&format=otio", "/episode_id", "a request is of one episode")]
    [InlineData("project_id=a", "/format", "format is missing")]
    [InlineData("project_id=a&format=aaf", "/format", "otio, fcpxml, fcpxml_plain, edl, csv")]
    [InlineData("project_id=a&format=OTIO", "/format", "otio, fcpxml, fcpxml_plain, edl, csv")]
    [InlineData("project_id=../a&format=otio", "/project_id", "letters, digits")]
    [InlineData("project_id=a&format=otio&rate=0", "/rate", "more than 0")]
    [InlineData("project_id=a&format=otio&rate=24/0", "/rate", "more than 0")]
    [InlineData("project_id=a&format=otio&rate=-24", "/rate", "more than 0")]
    [InlineData("project_id=a&format=otio&rate=1e3", "/rate", "more than 0")]
    [InlineData("project_id=a&format=otio&rate=241", "/rate", "at most 240")]
    [InlineData("project_id=a&format=otio&takes=all", "/takes", "An export has no member")]
    [InlineData("project_id=a&project_id=b&format=otio", "/project_id", "more than once")]
    public void What_cannot_be_meant_is_named_with_its_place(string query, string pointer, string message)
    {
        ExportQueryReader.Read(query.Split('&').Select(m => (m.Split('=')[0], (string?)m.Split('=')[1])), out Refusal? refusal).ShouldBeNull();

        refusal!.Problems.ShouldContain(p => p.Pointer == pointer && p.Message.Contains(message, StringComparison.Ordinal));
        refusal.Problems.ShouldAllBe(p => p.Remedy.Length > 0);
    }
}
