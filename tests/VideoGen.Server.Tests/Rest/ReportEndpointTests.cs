using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Reports;
using VideoGen.Server.Tests.Rig;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Rest;

public sealed class ReportEndpointTests
{
    [Fact]
    public async Task A_report_is_JSON_with_the_groups_that_were_asked_for()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepClipAsync(null);
        await site.KeepPendingAsync("b", null);

        JsonNode report = await ReadAsync(site, "v1/report?project_id=atlas&episode_id=e1&since=2020-01-01&by=model");

        ((int)report["all"]!["segments"]!, (int)report["all"]!["succeeded"]!, (int)report["all"]!["open"]!).ShouldBe((2, 1, 1));
        ((string?)report["groups"]!.AsArray().ShouldHaveSingleItem()!["group"]).ShouldBe("animatic/pan");
        ((int)(await ReadAsync(site, "v1/report?project_id=other"))["all"]!["segments"]!).ShouldBe(0);
        ((int)(await ReadAsync(site, "v1/report?since=2999-01-01T00:00:00%2B01:00"))["all"]!["segments"]!).ShouldBe(0);
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("application/json;q=0.5, text/csv", true)]
    [InlineData("text/csv;q=0.5, application/json", false)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("text/*", false)]
    [InlineData("*/*", false)]
    [InlineData(null, false)]
    public async Task It_is_CSV_for_a_caller_that_would_rather_have_that(string? accept, bool csv)
    {
        await using Site site = await Site.StartAsync();
        await site.KeepClipAsync(null);

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "v1/report?by=day", headers: h => Accept(h, accept));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Vary.ShouldContain("Accept");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(csv ? "text/csv" : "application/json");
        if (csv)
        {
            Answer<Report> report = await site.Server.Agent.Reports.ReadAsync(new ReportQuery { By = ReportBy.Day }, CancellationToken.None);
            (await answer.Content.ReadAsStringAsync()).ShouldBe(ReportCsv.Write(((Answer<Report>.Given)report).Value));
        }
    }

    [Theory]
    [InlineData("since=soon", "wrong_form", "/since")]
    [InlineData("by=week", "not_allowed", "/by")]
    [InlineData("by=day&by=model", "member_repeated", "/by")]
    [InlineData("until=2026-01-01", "member_unknown", "/until")]
    [InlineData("project_id=", "wrong_form", "/project_id")]
    public async Task A_query_that_cannot_be_meant_is_a_problem_with_its_place_whatever_is_accepted(string query, string code, string pointer)
    {
        await using Site site = await Site.StartAsync();

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, $"v1/report?{query}", headers: h => Accept(h, "text/csv"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Site.CodeAsync(answer)).ShouldBe(code);
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["problems"]![0]!["pointer"]).ShouldBe(pointer);
    }

    [Fact]
    public async Task A_caller_is_told_of_its_own_requests_and_one_that_operates_of_all()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string bob, string boss) = (site.Token("ann"), site.Token("bob"), site.Token("boss", Scopes.Operate));
        await site.KeepPendingAsync("ann1", "token:ann");
        await site.KeepPendingAsync("local1", null);

        foreach ((string token, int segments) in ((string, int)[])[(ann, 1), (bob, 0), (boss, 2)])
        {
            ((int)(await ReadAsync(site, "v1/report", token))["all"]!["segments"]!).ShouldBe(segments);
        }

        (await site.StatusAsync(HttpMethod.Get, "v1/report")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/report", site.Token("orderer", Scopes.Spend))).ShouldBe(HttpStatusCode.Forbidden);
        (await site.StatusAsync(HttpMethod.Get, "v1/report", site.Token("scraper", Scopes.Metrics))).ShouldBe(HttpStatusCode.Forbidden);
    }

    private static void Accept(HttpRequestHeaders headers, string? accept)
    {
        if (accept is not null)
        {
            headers.TryAddWithoutValidation("Accept", accept);
        }
    }

    private static async Task<JsonNode> ReadAsync(Site site, string path, string? token = null)
    {
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, path, token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
