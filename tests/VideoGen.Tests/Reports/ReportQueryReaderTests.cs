using VideoGen.Contract;
using VideoGen.Reports;

namespace VideoGen.Tests.Reports;

public sealed class ReportQueryReaderTests
{
    [Fact]
    public void Without_members_it_is_about_everything()
    {
        ReportQueryReader.Read([("project_id", null), ("by", null)], out Refusal? refusal).ShouldBe(new ReportQuery());
        refusal.ShouldBeNull();
    }

    [Fact]
    public void All_members_are_read() =>
        ReportQueryReader.Read([("by", "template"), ("since", "2026-11-01"), ("episode_id", "e1"), ("project_id", "atlas")], out _).ShouldBe(
            new ReportQuery { ProjectId = "atlas", EpisodeId = "e1", Since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), By = ReportBy.Template });

    [Theory]
    [InlineData("2026-11-01T12:30", "2026-11-01T12:30:00Z")]
    [InlineData("2026-11-01T12:30Z", "2026-11-01T12:30:00Z")]
    [InlineData("2026-11-01T12:30:15+02:00", "2026-11-01T10:30:15Z")]
    [InlineData("2026-11-01T12:30:15.25Z", "2026-11-01T12:30:15.25Z")]
    [InlineData("2999-01-01", "2999-01-01T00:00:00Z")]
    public void A_time_without_an_offset_is_UTC(string since, string expected) =>
        ReportQueryReader.Read([("since", since)], out _)!.Since.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("model", ReportBy.Model)]
    [InlineData("template", ReportBy.Template)]
    [InlineData("day", ReportBy.Day)]
    [InlineData("provider", ReportBy.Provider)]
    public void Every_group_has_its_word(string by, ReportBy expected) => ReportQueryReader.Read([("by", by)], out _)!.By.ShouldBe(expected);

    [Theory]
    [InlineData("since", "yesterday", "wrong_form", "2026-11-01T12:00:00Z")]
    [InlineData("since", "11/01/2026", "wrong_form", "2026-11-01T12:00:00Z")]
    [InlineData("since", "2026-13-01", "wrong_form", "2026-11-01T12:00:00Z")]
    [InlineData("since", "2026-11-01T12:00:00 02:00", "wrong_form", "2026-11-01T12:00:00Z")]
    [InlineData("since", "", "wrong_form", "leave it out")]
    [InlineData("by", "week", "not_allowed", "leave it out")]
    [InlineData("by", "Model", "not_allowed", "leave it out")]
    [InlineData("by", "0", "not_allowed", "leave it out")]
    [InlineData("project_id", "../etc", "wrong_form", "leave it out")]
    [InlineData("project_id", "", "wrong_form", "leave it out")]
    [InlineData("episode_id", "e 1", "wrong_form", "leave it out")]
    [InlineData("until", "2026-11-01", "member_unknown", "project_id, episode_id, since, by")]
    public void Each_problem_names_the_member_the_rule_and_the_way_out(string name, string value, string code, string remedy)
    {
        ReportQueryReader.Read([(name, value)], out Refusal? refusal).ShouldBeNull();

        Problem problem = refusal!.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Pointer).ShouldBe((code, $"/{name}"));
        problem.Message.ShouldContain(name);
        problem.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        ReportQueryReader.Read([("since", "soon"), ("by", "x"), ("by", "y"), ("a/b", "1"), ("project_id", "p1")], out Refusal? refusal).ShouldBeNull();

        refusal!.Problems.Select(p => (p.Pointer, p.Code)).ShouldBe([("/a~1b", "member_unknown"), ("/by", "member_repeated"), ("/since", "wrong_form")]);
    }
}
