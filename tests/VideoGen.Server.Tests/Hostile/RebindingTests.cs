using System.Net;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

public sealed class RebindingTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8377")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("10.0.0.1")]
    public async Task A_name_that_is_not_the_servers_own_is_refused_everywhere(string host)
    {
        await using Site site = await Site.StartAsync();
        foreach (string path in (string[])["v1/requests/req_a", "health", "media/x.mp4", "openapi/v1.json", "mcp", "nowhere"])
        {
            (await site.StatusAsync(HttpMethod.Get, path, headers: h => h.Host = host)).ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:80")]
    public async Task The_servers_own_names_are_answered(string host)
    {
        await using Site site = await Site.StartAsync();
        (await site.StatusAsync(HttpMethod.Get, "health", headers: h => h.Host = host)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("file://localhost")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("chrome-extension://abc")]
    public async Task A_page_of_somebody_else_is_refused(string origin)
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Post, "v1/plans", body: "{}", headers: h => h.Add("Origin", origin));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Site.CodeAsync(answer)).ShouldBe("origin_refused");
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        (await site.StatusAsync(HttpMethod.Post, "mcp", body: "{}", headers: h => h.Add("Origin", origin))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_form_of_a_page_cannot_order()
    {
        await using Site site = await Site.StartAsync();
        using var form = new StringContent("{\"generated_frames\":[]}", System.Text.Encoding.UTF8, "text/plain");
        using HttpResponseMessage answer = await site.Http.PostAsync(new Uri(site.Address, "v1/segments"), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_request_without_a_host_or_with_two_is_refused()
    {
        await using Site site = await Site.StartAsync();
        foreach ((string head, int[] statuses) in ((string, int[])[])[("GET /health HTTP/1.0\r\n\r\n", [403]), ("GET /health HTTP/1.1\r\n\r\n", [400]), ("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", [400])])
        {
            using RawCall call = await RawCall.OpenAsync(site.Address);
            await call.SendAsync(head);
            (await call.StatusAsync()).ShouldBeOneOf(statuses);
        }
    }

    [Fact]
    public async Task A_name_of_the_settings_is_answered_and_then_everybody_needs_a_token()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { AllowedHosts = "video.example.com, other.example.com" } });
        string token = site.Token("ci");
        (await site.StatusAsync(HttpMethod.Get, "health", headers: h => h.Host = "Video.Example.com:443")).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a", headers: h => h.Host = "video.example.com")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a", token, headers: h => h.Add("Origin", "https://video.example.com"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Forwarded-Server", "proxy")]
    [InlineData("x-forwarded-anything", "x")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("X-Client-IP", "203.0.113.9")]
    [InlineData("True-Client-IP", "203.0.113.9")]
    [InlineData("CF-Connecting-IP", "203.0.113.9")]
    public async Task Who_comes_through_a_proxy_is_not_on_this_machine(string header, string value)
    {
        await using Site site = await Site.StartAsync();
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a")).ShouldBe(HttpStatusCode.NotFound);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a", headers: h => h.TryAddWithoutValidation(header, value))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Browsers_are_told_to_show_and_share_nothing()
    {
        await using Site site = await Site.StartAsync();
        foreach (string path in (string[])["health", "v1/requests/none", "nowhere", "openapi/v1.json"])
        {
            using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, path);
            string Value(string name) => string.Join(',', answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values : []);
            Value("X-Content-Type-Options").ShouldBe("nosniff", path);
            Value("Cross-Origin-Resource-Policy").ShouldBe("same-origin", path);
            Value("Content-Security-Policy").ShouldContain("frame-ancestors 'none'", Case.Sensitive, path);
            Value("Referrer-Policy").ShouldBe("no-referrer", path);
            answer.Headers.Server.ShouldBeEmpty();
        }
    }
}
