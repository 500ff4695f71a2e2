using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Reports;

namespace VideoGen.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly CliRun _run = new();

    public ReportTests() => _run.Agent.Jobs =
    [
        Example.Job(1) with { SubmittedAt = Example.At, CompletedAt = Example.At.AddSeconds(61.5), BilledUsd = 0.4m, BilledSeconds = 4 },
        Example.Job(1) with { Model = "fal-ai/veo", SubmittedAt = Example.At, CompletedAt = Example.At.AddSeconds(70), BilledUsd = 0.2m },
        Example.Job(2) with { Model = "fal-ai/veo", State = JobState.Failed },
    ];

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_person_gets_a_table_with_a_row_for_each_group_and_one_for_all()
    {
        (await _run.RunAsync("report", "--by", "model")).ShouldBe(0);

        string[] rows = [.. _run.Output.Split('\n').Where(l => l.Contains(" s ", StringComparison.Ordinal))];
        rows.Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).ShouldBe(["animatic/move", "fal-ai/veo", "all"]);
        rows[2].ShouldContain("66.7 %");
        rows[2].ShouldContain("$0.60");
    }

    [Fact]
    public async Task A_narrow_terminal_gets_the_same_as_a_list()
    {
        _run.Width = 80;

        (await _run.RunAsync("report")).ShouldBe(0);

        _run.Output.ShouldContain("2 succeeded, 1 failed");
        _run.Output.ShouldContain("success 66.7 %, latency p50 61.5 s, p95 70 s");
        _run.Output.ShouldContain("$0.60");
        _run.Output.ShouldContain("2 takes a segment");
    }

    [Fact]
    public async Task Where_nothing_was_ordered_it_says_so()
    {
        _run.Agent.Jobs = [];

        (await _run.RunAsync("report")).ShouldBe(0);

        _run.Output.ShouldStartWith("No segment was ordered");
    }

    [Fact]
    public async Task A_program_gets_JSON()
    {
        (await _run.RunAsync("report", "--by", "day", "--json")).ShouldBe(0);

        JsonNode report = JsonNode.Parse(_run.Output)!;
        ((decimal)report["all"]!["success_rate"]!, (decimal)report["all"]!["latency_p50_seconds"]!, (decimal)report["all"]!["takes_per_segment"]!).ShouldBe((0.6667m, 61.5m, 2));
        ((string?)report["groups"]!.AsArray().ShouldHaveSingleItem()!["group"]).ShouldBe(Example.At.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_spreadsheet_gets_CSV()
    {
        (await _run.RunAsync("report", "--by", "model", "--csv")).ShouldBe(0);

        _run.Output.ShouldBe(ReportCsv.Write(Report.Of([.. _run.Agent.Jobs.Select(JobFigures.Of)], ReportBy.Model)));
        _run.Output.Split("\r\n").Length.ShouldBe(5);
    }

    [Fact]
    public async Task Options_say_what_it_is_about()
    {
        (await _run.RunAsync("report", "--project", "atlas", "--episode", "e1", "--since", "2999-11-01T12:00:00+01:00", "--by", "provider")).ShouldBe(0);

        _run.Agent.Reported.ShouldBe(new ReportQuery { ProjectId = "atlas", EpisodeId = "e1", Since = new(2999, 11, 1, 11, 0, 0, TimeSpan.Zero), By = ReportBy.Provider });
    }

    [Theory]
    [InlineData("/since", "2026-11-01T12:00:00Z", "--since", "yesterday")]
    [InlineData("/by", "model, template, day, provider", "--by", "week")]
    [InlineData("/project_id", "leave it out", "--project", "a/b")]
    [InlineData("--csv", "--json", "--csv", "--json")]
    public async Task What_cannot_be_meant_is_named_with_the_way_out_before_anything_is_opened(string place, string remedy, params string[] options)
    {
        (await _run.RunAsync(["report", .. options])).ShouldBe(2);

        _run.Error.ShouldContain(place);
        _run.Error.ReplaceLineEndings(" ").ShouldContain(remedy);
        _run.Agent.Reported.ShouldBeNull();
    }

    [Fact]
    public async Task Problems_are_JSON_where_JSON_was_asked_for()
    {
        (await _run.RunAsync("report", "--since", "soon", "--by", "week", "--json")).ShouldBe(2);

        JsonNode.Parse(_run.Output)!["problems"]!.AsArray().Select(p => (string?)p!["pointer"]).ShouldBe(["/by", "/since"]);
    }
}
