using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

/// <summary>Heads of requests that no client of good will sends: each is answered as the client's mistake, none as the server's.</summary>
public sealed class HeadTests
{
    private const string Plan = "POST /v1/plans HTTP/1.1";
    private const string Call = "POST /mcp HTTP/1.1";
    private const string Read = "GET /v1/requests/req_a HTTP/1.1";

    private static readonly string[] Hosts =
    [
        "localhost:99999", "localhost:65536", "localhost:0", "localhost:", "localhost:-1", "localhost:+80", "localhost: 80", "localhost:80:80", "localhost:8o", "localhost:٣",
        "127.0.0.1:99999", "127.0.0.1:1e3", "[::1]:99999", "[::1", "::1]", "[::1]x", "[::1]:", "[localhost]", "[fe80::1%25eth0]",
        "localhost/", "localhost/v1", "localhost?x", "localhost#x", "localhost\\x", "user@localhost", "user:pass@localhost:80", "local%68ost", "localhost%00", "localhost%0d%0aX: y",
        "localhost,localhost", "localhost localhost", "http://localhost", "localhost.", ".localhost", "xn--", "ä.localhost", "localhost\u0000", "\u007f", ":80", "@", "*", "%", "[", "]",
    ];

    private static readonly string[] Headers =
    [
        "Content-Type: ", "Content-Type: ;", "Content-Type: application/json; charset=\"", "Content-Type: application/json; charset=utf-16", "Content-Type: /", "Content-Type: application/json, text/plain",
        "Accept: ;", "Accept: */*; q=abc", "Accept: \"", "Accept: , ,", "Accept-Encoding: ;;", "Accept-Language: \u0080",
        "Origin: ", "Origin: null", "Origin: http://localhost:99999", "Origin: http://[::1", "Origin: %", "Origin: http://localhost\r\nOrigin: http://localhost",
        "Range: bytes=", "Range: bytes=9-1", "Range: bytes=-", "Range: bytes=99999999999999999999-", "Range: x", "If-Range: \"", "If-None-Match: \"", "If-Modified-Since: yesterday",
        "MCP-Protocol-Version: ", "MCP-Protocol-Version: 9999-99-99", "MCP-Protocol-Version: 2025-06-18\r\nMCP-Protocol-Version: 2025-06-18", "Mcp-Session-Id: ", "Mcp-Session-Id: \u00ff", "Last-Event-ID: -1", "Last-Event-ID: 99999999999999999999",
        "Mcp-Method: =?base64?!!!?=", "Mcp-Name: =?base64?", "Mcp-Param-X: \u00e9", "traceparent: 00-", "traceparent: 00-00000000000000000000000000000000-0000000000000000-00", "X-Forwarded-Proto: https", "X-Forwarded-Proto: gopher, https",
        "Expect: 100-continue", "Expect: 200-ok", "Upgrade: websocket\r\nConnection: Upgrade", "Connection: keep-alive, X-Forwarded-For", "Cookie: ;=;", "Authorization: ", "Authorization: Bearer", "Authorization: Bearer  ", "Authorization: Basic OjpA", "Authorization: Bearer a.b.c",
        "Authorization: Bearer e30.e30.e30", "Authorization: Bearer vgt_", "Authorization: Bearer vgt_\u00ff",
    ];

    private static readonly string[] Targets =
    [
        "/v1/requests/%00", "/v1/requests/%ff%fe", "/v1/requests/%c0%ae%c0%ae", "/v1/requests/..%2f..", "/v1/requests/" + "%2e", "/v1/requests/a%0d%0ab", "/v1/requests/a?wait_seconds=%ff", "/v1/requests/a?wait_seconds=1&wait_seconds=2",
        "/v1/requests/a?wait_seconds=1e999", "/v1/requests/a?%00=%00", "/v1/requests/a/events?after=%00", "/media/%00", "/media/..%00.mp4", "/media/%", "/media/CON", "/media/a:b", "/media//", "//", "/.", "/%", "/%zz", "*", "http://localhost:99999/v1/requests/a", "/openapi/%00", "/.well-known/%00", "/health/%00",
    ];

    /// <summary>Every head with what it is for.</summary>
    private static IEnumerable<string> Heads =>
    [
        .. Hosts.SelectMany(host => new[] { $"{Plan}\r\nHost: {host}\r\nContent-Type: application/json", $"{Call}\r\nHost: {host}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream", $"{Read}\r\nHost: {host}" }),
        .. Headers.SelectMany(header => new[] { $"{Plan}\r\nHost: localhost\r\n{header}", $"{Call}\r\nHost: localhost\r\n{header}", $"{Read}\r\nHost: localhost\r\n{header}", $"GET /media/projects/p/e/segments/s.mp4 HTTP/1.1\r\nHost: localhost\r\n{header}" }),
        .. Targets.SelectMany(target => new[] { $"GET {target} HTTP/1.1\r\nHost: localhost", $"DELETE {target} HTTP/1.1\r\nHost: localhost", $"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json" }),
    ];

    [Fact]
    public async Task No_head_makes_the_server_fail()
    {
        await using Site site = await Site.StartAsync();
        var failures = new List<string>();
        foreach (string head in Heads)
        {
            using RawCall call = await RawCall.OpenAsync(site.Address);
            await call.SendAsync($"{head}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
            string answer = await call.UntilClosedAsync();
            if (!answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) || answer.Contains("   at ", StringComparison.Ordinal))
            {
                failures.Add($"{head}\n=> {answer}");
            }
        }

        failures.ShouldBeEmpty();
        site.Log.Lines.All.ShouldAllBe(line => !line.Contains("failed unexpectedly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost:99999", 400)]
    [InlineData("127.0.0.1:65536", 400)]
    [InlineData("localhost:", 400)]
    [InlineData("user@localhost", 400)]
    [InlineData("localhost:65535", 404)]
    [InlineData("[::1]:1", 404)]
    [InlineData("LOCALHOST", 404)]
    public async Task A_host_is_a_name_or_an_address_with_a_port_that_there_is(string host, int status)
    {
        await using Site site = await Site.StartAsync();
        using RawCall call = await RawCall.OpenAsync(site.Address);

        await call.SendAsync($"{Read}\r\nHost: {host}\r\n\r\n");

        (await call.StatusAsync()).ShouldBe(status);
    }
}
