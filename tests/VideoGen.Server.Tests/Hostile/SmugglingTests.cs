using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

/// <summary>Requests whose end a proxy and the server could see in different places: one of them must never become two.</summary>
public sealed class SmugglingTests
{
    private const string Inner = "GET /v1/requests/req_smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Length: 66\r\n", "")]
    [InlineData("Content-Length: 0, 66\r\n", "")]
    [InlineData("Content-Length: -1\r\n", "")]
    [InlineData("Content-Length: 0x0\r\n", "")]
    [InlineData("Content-Length: 99999999999999999999\r\n", "")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0;a\nb\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "-1\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n\r\n")]
    [InlineData("X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", "")]
    [InlineData("X: a\nContent-Length: 66\r\nContent-Length: 0\r\n", "")]
    public async Task What_is_ambiguous_is_refused_and_nothing_behind_it_is_read(string headers, string body)
    {
        await using Site site = await Site.StartAsync();
        using RawCall call = await RawCall.OpenAsync(site.Address);

        await call.SendAsync($"POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{headers}\r\n{body}{Inner}");
        string answer = await call.UntilClosedAsync();

        answer.ShouldNotContain("req_smuggled");
        answer.Split("HTTP/1.1 ").Length.ShouldBeLessThanOrEqualTo(2, answer);
        answer.ShouldNotStartWith("HTTP/1.1 2");
    }

    [Fact]
    public async Task Two_tokens_are_no_token()
    {
        await using Site site = await Site.StartAsync();
        string token = site.Token("ci");
        using RawCall call = await RawCall.OpenAsync(site.Address);

        await call.SendAsync($"GET /v1/requests/req_a HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nAuthorization: Bearer x\r\n\r\n");

        (await call.StatusAsync()).ShouldBe(401);
    }

    [Theory]
    [InlineData(33_000, "X: ", 431)]
    [InlineData(9_000, "", 414)]
    public async Task Endless_heads_are_refused(int length, string header, int status)
    {
        await using Site site = await Site.StartAsync();
        using RawCall call = await RawCall.OpenAsync(site.Address);
        string much = new('a', length);

        await call.SendAsync(header.Length == 0 ? $"GET /{much} HTTP/1.1\r\n" : $"GET / HTTP/1.1\r\nHost: localhost\r\n{header}{much}\r\n\r\n");

        (await call.StatusAsync()).ShouldBe(status);
    }
}
