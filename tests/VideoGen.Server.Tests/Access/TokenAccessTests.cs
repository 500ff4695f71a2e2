using System.Net;
using VideoGen.Access;
using VideoGen.Host.Configuration;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

public sealed class TokenAccessTests
{
    private static readonly (HttpMethod Method, string Path)[] Guarded =
    [
        (HttpMethod.Post, "v1/plans"), (HttpMethod.Post, "v1/segments"), (HttpMethod.Get, "v1/requests/req_a"), (HttpMethod.Delete, "v1/requests/req_a"),
        (HttpMethod.Get, "v1/requests/req_a/events"), (HttpMethod.Get, "media/projects/a/b.mp4"), (HttpMethod.Get, "MEDIA/x"), (HttpMethod.Get, "health/x"), (HttpMethod.Get, "openapi/x"),
        (HttpMethod.Post, "mcp"), (HttpMethod.Get, "mcp"), (HttpMethod.Delete, "mcp"), (HttpMethod.Get, ""), (HttpMethod.Get, "metrics"), (HttpMethod.Get, "nowhere"),
        (HttpMethod.Get, "//health"),
    ];

    [Fact]
    public async Task Whatever_is_not_listed_as_open_needs_a_token()
    {
        await using Site site = await Site.StartClosedAsync();
        foreach ((HttpMethod method, string path) in Guarded)
        {
            using HttpResponseMessage answer = await site.SendAsync(method, site.Address + path, body: method == HttpMethod.Post ? "{}" : null);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        }

        foreach (string open in (string[])["health", "openapi/v1.json"])
        {
            (await site.StatusAsync(HttpMethod.Get, open)).ShouldBe(HttpStatusCode.OK, open);
        }

        using HttpResponseMessage health = await site.SendAsync(HttpMethod.Get, "health");
        (await health.Content.ReadAsStringAsync()).ShouldBe("{\"status\":\"ok\"}");
    }

    [Fact]
    public async Task Guessing_is_slowed_down_by_address_and_a_right_token_still_opens()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ci");
        HttpStatusCode status = HttpStatusCode.Unauthorized;
        int wrong = 0;
        for (; status == HttpStatusCode.Unauthorized && wrong < 100; wrong++)
        {
            status = await site.StatusAsync(HttpMethod.Get, "v1/requests/x", $"vgt_{wrong}");
        }

        wrong.ShouldBeInRange(31, 99); // one more every two seconds
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", token)).ShouldBe(HttpStatusCode.NotFound);
        site.Log.Lines.All.Count(line => line.Contains("A token was refused (token), sent from 127.0.0.1", StringComparison.Ordinal)).ShouldBe(wrong - 1);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Token {0}")]
    [InlineData("{0}")]
    [InlineData("Bearer {0}x")]
    [InlineData("Bearer x{0}")]
    [InlineData("Bearer {0},Bearer {0}")]
    public async Task What_is_no_token_opens_nothing(string header)
    {
        await using Site site = await Site.StartAsync();
        string token = site.Token("ci");
        HttpStatusCode status = await site.StatusAsync(HttpMethod.Get, "v1/requests/x", headers: h => h.TryAddWithoutValidation("Authorization", header.Replace("{0}", token, StringComparison.Ordinal)));
        status.ShouldBe(HttpStatusCode.Unauthorized); // though nobody needs one here: whoever sends one means it
    }

    [Fact]
    public async Task A_token_in_the_address_or_the_body_is_none()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ci");
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/x?access_token={token}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Post, "v1/plans", body: $$"""{"access_token":"{{token}}"}""")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_token_ends_with_the_next_request_and_a_new_one_opens_at_once()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ci");
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", token)).ShouldBe(HttpStatusCode.NotFound);
        site.Tokens.Revoke("ci").ShouldBeNull();
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", site.Token("ci"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_damaged_file_of_tokens_opens_nothing()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ci");
        await File.AppendAllTextAsync(site.Tokens.Path, "}");
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", token)).ShouldBe(HttpStatusCode.Unauthorized);
        site.Log.Lines.All.ShouldContain(line => line.Contains("tokens_unreadable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_without_the_scope_is_told_which_one_it_lacks()
    {
        await using Site site = await Site.StartClosedAsync();
        (string reader, string spender) = (site.Token("reader", Scopes.Read), site.Token("spender", Scopes.Spend));
        (HttpMethod Method, string Path, string Token)[] calls =
        [
            (HttpMethod.Post, "v1/segments", reader), (HttpMethod.Delete, "v1/requests/x", reader), (HttpMethod.Post, "v1/plans", spender),
            (HttpMethod.Get, "v1/requests/x", spender), (HttpMethod.Get, "v1/requests/x/events", spender), (HttpMethod.Get, "media/projects/a.mp4", spender),
        ];
        foreach ((HttpMethod method, string path, string token) in calls)
        {
            using HttpResponseMessage answer = await site.SendAsync(method, path, token, method == HttpMethod.Post ? "{}" : null);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await Site.CodeAsync(answer)).ShouldBe("scope_missing");
            answer.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_scope");
        }
    }

    [Fact]
    public async Task A_server_that_others_can_reach_does_not_start_without_a_way_to_know_them()
    {
        await using Site site = await Site.StartAsync();
        Settings wide = site.Settings with { Server = site.Settings.Server with { Address = "0.0.0.0" } };
        StartCheck.Run(wide, TimeProvider.System).ShouldHaveSingleItem().Code.ShouldBe("access_open");
        Settings keyless = site.Settings with { Access = new AccessSettings { Issuer = "https://id.example.com", Audience = "a", KeySet = "/nowhere" } };
        StartCheck.Run(keyless, TimeProvider.System).ShouldHaveSingleItem().Pointer.ShouldBe("/access/key_set");
        StartCheck.Run(site.Settings, TimeProvider.System).ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_that_come_through_the_port_of_everything_bring_strangers_with_them()
    {
        await using Site site = await Site.StartAsync(s => s with { Fal = s.Fal with { WebhookUrl = "https://video.example.com" } });
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.Unauthorized);
        StartCheck.Run(site.Settings, TimeProvider.System).ShouldHaveSingleItem().Message.ShouldContain("fal.webhook_url");
        StartCheck.Run(site.Settings with { Server = site.Settings.Server with { WebhookPort = 8378 } }, TimeProvider.System).ShouldBeEmpty();
        StartCheck.Run(site.Settings with { Fal = site.Settings.Fal with { WebhookUrl = "http://localhost:9000" } }, TimeProvider.System).ShouldBeEmpty();
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", site.Token("ci"))).ShouldBe(HttpStatusCode.NotFound);
        StartCheck.Run(site.Settings, TimeProvider.System).ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_that_the_catalog_sends_through_the_port_of_everything_bring_strangers_from_then_on()
    {
        await using Site site = await Site.StartAsync();
        await using Site apart = await Site.StartAsync(s => s with { Server = s.Server with { WebhookPort = 0 } });
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.NotFound);
        (await site.Server.CheckAsync()).ShouldBeEmpty();

        await PutWebhooksAsync(site, "https://video.example.com");
        await PutWebhooksAsync(apart, "https://video.example.com");

        (await site.Server.CheckAsync()).ShouldHaveSingleItem().Message.ShouldContain("webhook_url of a provider config");
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.Unauthorized);
        await PutWebhooksAsync(site, null);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.Unauthorized); // whoever passed webhooks on still does
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", site.Token("ci"))).ShouldBe(HttpStatusCode.NotFound);
        site.Log.Lines.All.Count(line => line.Contains("whoever calls may be a stranger", StringComparison.Ordinal)).ShouldBe(1);
        (await apart.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.NotFound);
        (await apart.Server.CheckAsync()).ShouldBeEmpty();
    }

    private static async Task PutWebhooksAsync(Site site, string? address)
    {
        Catalog.ProviderConfig config = (await site.Server.Agent.Catalog.ReadAsync(CancellationToken.None)).Provider("fal-ai")!;
        (await site.Server.Agent.Catalog.PutProviderAsync(config with { WebhookUrl = address }, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_on_every_interface_knows_its_callers_by_their_tokens()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { Address = ServerSettings.Everywhere } });
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", site.Token("ci"))).ShouldBe(HttpStatusCode.NotFound);
    }
}
