using System.Net;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

/// <summary>What proxies say of callers is believed of those that are named, and of nobody else.</summary>
public sealed class ProxyTests
{
    private const string Stranger = "203.0.113.9";

    [Fact]
    public async Task A_named_proxy_tells_whose_tokens_are_wrong_and_each_of_its_callers_is_counted_apart()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { Proxies = "10.0.0.0/8, 127.0.0.1" } });

        (await GuessUntilRefusedAsync(site, Stranger)).ShouldBe(HttpStatusCode.TooManyRequests);

        (await GuessAsync(site, "198.51.100.7")).ShouldBe(HttpStatusCode.Unauthorized);
        site.Log.Lines.All.ShouldContain(line => line.Contains($"sent from {Stranger}", StringComparison.Ordinal));
        site.Log.Lines.All.ShouldNotContain(line => line.Contains("sent from 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_proxies_the_last_address_that_is_none_of_theirs_is_the_callers()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { Proxies = "10.0.0.0/8, 127.0.0.1" } });

        (await GuessAsync(site, $"192.0.2.1, {Stranger}, 10.1.2.3")).ShouldBe(HttpStatusCode.Unauthorized);

        site.Log.Lines.All.ShouldContain(line => line.Contains($"sent from {Stranger}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.5")]
    public async Task Nobody_else_can_choose_an_address_to_be_counted_by(string? proxies)
    {
        await using Site site = await Site.StartClosedAsync(s => s with { Server = s.Server with { Proxies = proxies } });

        (await GuessUntilRefusedAsync(site, null)).ShouldBe(HttpStatusCode.TooManyRequests);

        site.Log.Lines.All.ShouldAllBe(line => !line.Contains("sent from", StringComparison.Ordinal) || line.Contains("sent from 127.0.0.1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Original-Proto", "http")]
    [InlineData("X-Original-For", Stranger)]
    public async Task Whoever_a_believed_proxy_speaks_for_is_not_on_this_machine(string header, string value)
    {
        await using Site site = await Site.StartAsync();
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a")).ShouldBe(HttpStatusCode.NotFound);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a", headers: h => h.Add(header, value))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_named_proxy_makes_the_server_ask_for_tokens()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { Proxies = "10.0.0.5" } });
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // From another address each time, where null.
    private static async Task<HttpStatusCode> GuessUntilRefusedAsync(Site site, string? address)
    {
        HttpStatusCode status = HttpStatusCode.Unauthorized;
        for (int i = 0; status is HttpStatusCode.Unauthorized && i < 250; i++)
        {
            status = await GuessAsync(site, address ?? $"192.0.2.{i}");
        }

        return status;
    }

    private static Task<HttpStatusCode> GuessAsync(Site site, string forwardedFor) =>
        site.StatusAsync(HttpMethod.Get, "v1/requests/x", "vgt_wrong", headers: h => h.Add("X-Forwarded-For", forwardedFor));
}
