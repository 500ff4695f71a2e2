using System.Net;
using System.Net.Http.Headers;
using VideoGen.Contract;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Http;

public sealed class ListenerTests
{
    [Fact]
    public async Task The_public_port_serves_webhooks_and_nothing_else()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        string clip = await ClipAsync(path);
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(path.Local, "health"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (string place in (string[])["health", "mcp", clip, "", "media/", "HEALTH", "//health", "webhooks/../health"])
        {
            (await http.GetAsync(path.Public.AbsoluteUri + place)).StatusCode.ShouldBe(HttpStatusCode.NotFound, place);
        }

        (await http.GetAsync(new Uri(path.Public, "webhooks/fal/x"))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_clip_is_served_whole_and_in_parts()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        string clip = await ClipAsync(path);
        using var http = new HttpClient();
        using HttpResponseMessage whole = await http.GetAsync(new Uri(path.Local, clip));
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        byte[] bytes = await whole.Content.ReadAsByteArrayAsync();
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(path.Local, clip)) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using HttpResponseMessage part = await http.SendAsync(question);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[100..200]);
    }

    [Theory]
    [InlineData("/media/../ledger.db")]
    [InlineData("/media/%2e%2e/ledger.db")]
    [InlineData("/media/..%2fledger.db")]
    [InlineData("/media/projects/..%5c..%5cledger.db")]
    [InlineData("/media//etc/passwd")]
    [InlineData("/media/%00")]
    public async Task No_way_leads_out_of_the_folder_of_clips(string target)
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using RawCall call = await RawCall.OpenAsync(path.Local);
        await call.SendAsync($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        (await call.StatusAsync()).ShouldBeOneOf(400, 404);
    }

    private static async Task<string> ClipAsync(PaidPath path)
    {
        SynthesisAnswer answer = await path.OrderAsync();
        string file = new Uri(answer.VideoSegments.ShouldHaveSingleItem().VideoUrl).LocalPath;
        return "media/" + Path.GetRelativePath(Path.Combine(path.Settings.Home, "media"), file);
    }
}
