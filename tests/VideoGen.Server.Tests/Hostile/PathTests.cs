using System.Net;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

public sealed class PathTests
{
    [Theory]
    [InlineData("/v1/requests/..%2f..%2fledger.db")]
    [InlineData("/v1/requests/%2e%2e%2fsegments")]
    [InlineData("/v1/requests/%00")]
    [InlineData("/v1/requests/'%20or%201=1--")]
    [InlineData("/v1/requests/%f0%9f%8e%ac/events")]
    [InlineData("/v1/requests/../../etc/passwd")]
    [InlineData("/v1/requests/%25%32%65%25%32%65")]
    [InlineData("/media/../tokens.json")]
    [InlineData("/media/..%2ftokens.json")]
    [InlineData("/media/%2e%2e/tokens.json")]
    [InlineData("/media/..%5ctokens.json")]
    [InlineData("/media/....//tokens.json")]
    [InlineData("/tokens.json")]
    [InlineData("/openapi/../tokens.json")]
    [InlineData("/.well-known/..%2ftokens.json")]
    public async Task No_id_and_no_path_leads_anywhere_else(string target)
    {
        await using Site site = await Site.StartAsync();
        site.Token("ci");
        using RawCall call = await RawCall.OpenAsync(site.Address);
        await call.SendAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        string answer = await call.UntilClosedAsync();

        answer.ShouldStartWith("HTTP/1.1 4");
        answer.ShouldNotContain("sha256");
    }

    [Theory]
    [InlineData("/webhooks/../v1/requests/req_a")]
    [InlineData("/webhooks/%2e%2e/v1/requests/req_a")]
    [InlineData("/webhooks/..%2fv1/requests/req_a")]
    [InlineData("/webhooks//../../v1/requests/req_a")]
    [InlineData("/health/../v1/requests/req_a")]
    [InlineData("/openapi/%2e%2e/v1/requests/req_a")]
    [InlineData("/.well-known/../v1/requests/req_a")]
    [InlineData("http://evil.example/v1/requests/req_a")]
    [InlineData("http://localhost/v1/requests/req_a")]
    public async Task No_open_address_is_a_way_around_the_gate(string target)
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepAsync("a", null);
        using RawCall call = await RawCall.OpenAsync(site.Address);
        await call.SendAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        string answer = await call.UntilClosedAsync();

        answer.ShouldStartWith("HTTP/1.1 4");
        answer.ShouldNotContain("video_segments");
    }

    [Fact]
    public async Task An_endless_id_is_an_unknown_one_and_is_not_repeated()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, $"v1/requests/{new string('a', 7000)}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task The_port_for_webhooks_serves_nothing_else_whoever_calls()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { WebhookPort = 0 } });
        string token = site.Token("ci");
        int port = site.Server.Addresses.Select(a => new Uri(a)).Single(a => a.Host != "127.0.0.1").Port;
        foreach (string path in (string[])["health", "v1/requests/x", "mcp", "openapi/v1.json", ".well-known/oauth-protected-resource", "media/x", ""])
        {
            (await site.StatusAsync(HttpMethod.Get, $"http://127.0.0.1:{port}/{path}", token)).ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await site.StatusAsync(HttpMethod.Post, $"http://127.0.0.1:{port}/webhooks/fal/x", body: "{}")).ShouldBe(HttpStatusCode.BadRequest); // its own gate
    }
}
