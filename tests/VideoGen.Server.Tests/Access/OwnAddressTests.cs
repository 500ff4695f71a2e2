using System.Net;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Server.Tests.Rig;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Access;

/// <summary>Clips as callers over HTTP are told of them.</summary>
public sealed class OwnAddressTests
{
    [Fact]
    public async Task A_caller_gets_an_address_of_the_server_itself_under_which_it_can_fetch_the_clip()
    {
        await using Site site = await Site.StartClosedAsync();
        string path = await site.KeepClipAsync("token:ann");
        string ann = site.Token("ann");
        string expected = new Uri(site.Address, $"media/{path}").AbsoluteUri;

        string told = await UrlAsync(site, ann);
        told.ShouldBe(expected);
        using var calls = new McpCalls(new Uri(site.Address, "mcp")) { Token = ann };
        JsonObject tool = await calls.ToolAsync("get_video_segments", new() { ["request_id"] = "req_a" });
        tool["structuredContent"]!["video_segments"]![0]!["video_url"]!.GetValue<string>().ShouldBe(expected);
        tool["content"]!.AsArray().ShouldContain(c => (string?)c!["type"] == "resource_link" && (string?)c["uri"] == expected);
        tool.ToJsonString().ShouldNotContain("file:");

        (await site.StatusAsync(HttpMethod.Get, new Uri(told).AbsolutePath, ann)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_kept_does_not_depend_on_who_asks()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepClipAsync(caller: null);
        (await UrlAsync(site, null)).ShouldStartWith(site.Address.AbsoluteUri);

        var verb = (Answer<SynthesisAnswer>.Given)await site.Server.Agent.Segments.GetAsync("req_a", TimeSpan.Zero, null, CancellationToken.None);
        verb.Value.VideoSegments[0].VideoUrl.ShouldStartWith("file://");
        JsonNode records = await site.Server.Agent.Records.ReadAsync(RecordCollections.Segments, 10, null, CancellationToken.None);
        records.ToJsonString().ShouldContain("file://");
        records.ToJsonString().ShouldNotContain(site.Address.Authority);
    }

    [Theory]
    [InlineData(null, null, "localhost:8377", "http://localhost:8377/")]
    [InlineData(null, "https", "video.example.com", "https://video.example.com/")]
    [InlineData(null, "javascript", "video.example.com", "http://video.example.com/")]
    [InlineData("https://clips.example.com/api", null, "video.example.com", "https://clips.example.com/")]
    public async Task The_address_is_the_public_name_or_what_the_caller_called(string? audience, string? scheme, string host, string expected)
    {
        await using Site site = await Site.StartClosedAsync(s => s with
        {
            Server = s.Server with { AllowedHosts = "video.example.com" },
            Access = s.Access with { Audience = audience },
        });
        string path = await site.KeepClipAsync("token:ann");

        (await UrlAsync(site, site.Token("ann"), host, scheme)).ShouldBe($"{expected}media/{path}");
    }

    [Fact]
    public async Task A_clip_that_waits_has_the_address_it_will_have_and_no_place_on_the_machine_is_told()
    {
        await using Site site = await Site.StartClosedAsync();
        NewRequest given = Samples.Request(segments: 2);
        await site.Server.Agent.Ledger.CreateAsync(given with { Request = given.Request with { Caller = "token:ann" } }, CancellationToken.None);
        var file = new Uri("file:///somewhere/renders/a.mp4");
        Job waits = given.Jobs[0] with { Clip = Samples.Clip() with { Address = file, Stored = false, Path = "projects/é/a.mp4" } };
        Job lost = given.Jobs[1] with { ProviderClip = new ProviderClip(file), Failure = new JobFailure(FailureError.DownloadFailed, "gone", Billed.No, "") };
        await site.Server.Agent.Ledger.CommitAsync(Samples.Step(waits, JobState.Downloading, site.Clock.GetUtcNow().AddDays(1)), CancellationToken.None);
        await site.Server.Agent.Ledger.CommitAsync(Samples.Step(lost, JobState.Failed), CancellationToken.None);

        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "v1/requests/req_a", site.Token("ann"));
        string text = await answer.Content.ReadAsStringAsync();

        JsonNode.Parse(text)!["video_segments"]![0]!["video_url"]!.GetValue<string>().ShouldBe($"{site.Address}media/projects/%C3%A9/a.mp4");
        JsonNode.Parse(text)!["failed_segments"]!.AsArray().Count.ShouldBe(1);
        text.ShouldNotContain("somewhere");
    }

    private static async Task<string> UrlAsync(Site site, string? token, string? host = null, string? scheme = null)
    {
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "v1/requests/req_a", token, headers: h =>
        {
            h.Host = host;
            if (scheme is not null)
            {
                h.Add("X-Forwarded-Proto", scheme);
            }
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["video_segments"]![0]!["video_url"]!.GetValue<string>();
    }
}
