using System.Net;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Rest;

public sealed class ExportEndpointTests
{
    [Theory]
    [InlineData("otio", "application/vnd.otio+json", "req_a.otio")]
    [InlineData("fcpxml", "application/xml", "req_a.fcpxml")]
    [InlineData("fcpxml_plain", "application/xml", "req_a.fcpxml")]
    [InlineData("edl", "text/plain", "req_a.edl")]
    [InlineData("csv", "text/csv", "req_a.csv")]
    public async Task A_request_is_a_file_in_every_form(string format, string mediaType, string name)
    {
        await using Site site = await Site.StartAsync();
        string id = await KeepClipAsync(site);

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, $"v1/export?request_id={id}&format={format}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe(name);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("segment_1_1.mp4");
    }

    [Fact]
    public async Task Clips_are_named_where_the_caller_finds_them()
    {
        await using Site site = await Site.StartAsync();
        await KeepClipAsync(site);

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "v1/export?project_id=atlas&episode_id=e1&format=otio");
        JsonNode clip = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["tracks"]!["children"]![0]!["children"]![0]!;

        string url = (string)clip["media_references"]!.AsObject().First().Value!["target_url"]!;
        url.ShouldStartWith("http://");
        using HttpResponseMessage media = await site.SendAsync(HttpMethod.Get, new Uri(url).AbsolutePath.TrimStart('/'));
        media.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("format=otio", HttpStatusCode.BadRequest, "not_allowed")]
    [InlineData("request_id=req_z&format=otio", HttpStatusCode.NotFound, "request_unknown")]
    [InlineData("project_id=nowhere&format=otio", HttpStatusCode.NotFound, "request_unknown")]
    [InlineData("project_id=atlas&format=aaf", HttpStatusCode.BadRequest, "not_allowed")]
    public async Task What_cannot_be_exported_is_a_problem(string query, HttpStatusCode status, string code)
    {
        await using Site site = await Site.StartAsync();

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, $"v1/export?{query}");

        answer.StatusCode.ShouldBe(status);
        (await Site.CodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_caller_gets_its_own_requests_and_one_that_operates_all()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string bob, string boss) = (site.Token("ann"), site.Token("bob"), site.Token("boss", Scopes.Operate));
        string id = await site.KeepPendingAsync("ann1", "token:ann");

        foreach (string query in (string[])[$"request_id={id}", "project_id=atlas"])
        {
            (await site.StatusAsync(HttpMethod.Get, $"v1/export?{query}&format=edl", ann)).ShouldBe(HttpStatusCode.OK);
            (await site.StatusAsync(HttpMethod.Get, $"v1/export?{query}&format=edl", boss)).ShouldBe(HttpStatusCode.OK);
            (await site.StatusAsync(HttpMethod.Get, $"v1/export?{query}&format=edl", bob)).ShouldBe(HttpStatusCode.NotFound);
        }

        (await site.StatusAsync(HttpMethod.Get, "v1/export?project_id=atlas&format=edl")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/export?project_id=atlas&format=edl", site.Token("orderer", Scopes.Spend))).ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<string> KeepClipAsync(Site site)
    {
        await site.KeepClipAsync(null);
        return "req_a";
    }
}
