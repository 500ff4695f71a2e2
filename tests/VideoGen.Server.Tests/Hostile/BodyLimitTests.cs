using System.Net;
using System.Net.Http.Headers;
using System.Text;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

/// <summary>One rule for every address that reads JSON: so many bytes by scope, so many values, so many levels, before anything is built from it.</summary>
public sealed class BodyLimitTests
{
    private const string Orders = "v1/segments";

    private static readonly string TooManyValues = $"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.MaxValues))}]";
    private static readonly string TooDeep = new('[', 65);

    public static TheoryData<string> Addresses => ["mcp", "v1/plans", Orders];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Too_many_values_and_levels_are_refused_whoever_calls(string address)
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { MaxReaderRequestBytes = 10_000_000 } });
        string reader = site.Token("reader", Scopes.Read);
        foreach (string? token in new[] { null, reader, site.Token("spender") })
        {
            foreach ((string json, HttpStatusCode status, string words) in new[] { (TooManyValues, HttpStatusCode.RequestEntityTooLarge, "names and values"), (TooDeep, HttpStatusCode.BadRequest, "64 levels") })
            {
                using HttpResponseMessage answer = await PostAsync(site, address, Envelope(address, json), token);
                if (address == Orders && token == reader)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden); // unread
                    continue;
                }

                answer.StatusCode.ShouldBe(status);
                (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Who_reads_sends_little_and_is_told_so(string address)
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { MaxReaderRequestBytes = 10_000 } });
        string body = Envelope(address, $"\"{new string('x', 20_000)}\"");
        foreach (bool hasLength in (bool[])[true, false])
        {
            using HttpResponseMessage reader = await SendAsync(site, address, Content(body, hasLength), site.Token($"reader{hasLength}", Scopes.Read));
            using HttpResponseMessage operates = await SendAsync(site, address, Content(body, hasLength), site.Token($"boss{hasLength}", Scopes.Operate));
            using HttpResponseMessage spender = await SendAsync(site, address, Content(body, hasLength), site.Token($"spender{hasLength}"));
            using HttpResponseMessage local = await SendAsync(site, address, Content(body, hasLength), null);

            reader.StatusCode.ShouldBe(address == Orders ? HttpStatusCode.Forbidden : HttpStatusCode.RequestEntityTooLarge);
            (await reader.Content.ReadAsStringAsync()).ShouldContain(address == Orders ? "scope_missing" : "max_reader_request_bytes");
            operates.StatusCode.ShouldBe(reader.StatusCode);
            spender.StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);
            local.StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_body_that_is_too_large_for_anybody_is_refused_with_a_way_out(string address)
    {
        await using Site site = await Site.StartAsync(s => s with { MaxRequestBytes = 1024 });
        string body = Envelope(address, $"\"{new string('x', 100_000)}\"");

        using HttpResponseMessage answer = await SendAsync(site, address, new StringContent(body), null, waits: true);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("max_request_bytes");
    }

    internal static string Envelope(string address, string json) => address is "mcp"
        ? """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"plan_video_segments","arguments":{"x":""" + json + "}}}"
        : """{"x":""" + json + "}";

    private static HttpContent Content(string body, bool hasLength) =>
        hasLength ? new StringContent(body) : new StreamContent(new Endless(Encoding.UTF8.GetBytes(body)));

    private static Task<HttpResponseMessage> PostAsync(Site site, string address, string body, string? token) => SendAsync(site, address, new StringContent(body), token);

    internal static async Task<HttpResponseMessage> SendAsync(Site site, string address, HttpContent content, string? token, bool waits = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, address)) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.ExpectContinue = waits; // what is refused by its length is refused before it is sent
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.Accept.Add(new("text/event-stream"));
        return await site.Http.SendAsync(request);
    }

    /// <summary>A body that does not know its length.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
