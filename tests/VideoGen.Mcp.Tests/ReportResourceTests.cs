using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Mcp.Tests;

public sealed class ReportResourceTests
{
    [Theory]
    [InlineData("videogen://report", 0)]
    [InlineData("videogen://report?", 0)]
    [InlineData("videogen://report?by=model", 1)]
    [InlineData("videogen://report?project_id=atlas&episode_id=e1&since=2026-03-01T12:00:00%2B01:00&by=provider", 1)]
    [InlineData("videogen://report?since=2026-03-01T12:00:00+01:00", 0)]
    public async Task A_report_is_read_by_its_address_and_not_to_be_kept(string uri, int groups)
    {
        await using Wire wire = await Wire.ConnectAsync(revision: "2026-07-28");
        wire.Agent.Figures = [JobFigures.Of(Samples.Job() with { State = JobState.Succeeded }), JobFigures.Of(Samples.Job() with { State = JobState.Failed })];

        ReadResourceResult result = await wire.Client.ReadResourceAsync(uri);

        var text = (TextResourceContents)result.Contents.ShouldHaveSingleItem();
        (text.Uri, text.MimeType, result.TimeToLive, result.CacheScope).ShouldBe((uri, "application/json", TimeSpan.Zero, CacheScope.Private));
        Report report = JsonSerializer.Deserialize(text.Text, WireJson.Default.Report)!;
        (report.All.SuccessRate, report.Groups.Length).ShouldBe((0.5m, groups));
    }

    [Theory]
    [InlineData("videogen://report?since=yesterday", "/since [wrong_form]", "Remedy: Send a day as 2026-11-01")]
    [InlineData("videogen://report?by=week&since=x", "/by [not_allowed]", "/since [wrong_form]")]
    [InlineData("videogen://report?limit=3", "/limit [member_unknown]", "Use project_id, episode_id, since, by only.")]
    [InlineData("videogen://report?by", "/by [not_allowed]", "model, template, day, provider")]
    [InlineData("videogen://report?by=day&by=day", "/by [member_repeated]", "once")]
    [InlineData("videogen://reports", "Unknown resource", "")]
    [InlineData("videogen://report/all", "Unknown resource", "")]
    public async Task What_cannot_be_meant_is_named_with_the_way_out(string uri, string place, string remedy)
    {
        await using Wire wire = await Wire.ConnectAsync();

        var error = await Should.ThrowAsync<McpProtocolException>(async () => await wire.Client.ReadResourceAsync(uri));

        error.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        error.Message.ShouldContain(place);
        error.Message.ShouldContain(remedy);
        error.Data["uri"]?.ToString().ShouldBe(uri);
    }
}
