using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Server.Access;
using VideoGen.Server.Tests.Board;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

/// <summary>What is open when a token is revoked.</summary>
public sealed class CallerRevalidationTests
{
    [Fact]
    public async Task A_stream_of_events_ends_when_its_token_is_revoked_and_others_go_on()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        using EventLines hers = await EventLines.OpenAsync(site, $"v1/requests/{id}/events", ann);
        using EventLines his = await EventLines.OpenAsync(site, $"v1/requests/{await site.KeepPendingAsync("bob1", "token:bob")}/events", bob);

        site.Clock.Advance(CallerRevalidation.LookEvery);
        hers.HaveEnded.ShouldBeFalse();
        site.Tokens.Revoke("ann").ShouldBeNull();
        site.Clock.Advance(CallerRevalidation.LookEvery);

        await hers.UntilEndAsync();
        his.HaveEnded.ShouldBeFalse();
        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("v1/requests/req_ann1/events", true)]
    [InlineData("v1/requests/req_ann1/events", false)]
    [InlineData("board/events?", true)]
    public async Task A_stream_of_somebody_who_signed_in_ends_with_the_session(string stream, bool signsOut)
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepPendingAsync("ann1", "token:ann");
        using var ann = new Person(site);
        using HttpResponseMessage signedIn = await ann.SignInAsync(site.Token("ann"));
        using EventLines hers = await EventLines.OpenAsync(site, stream, h => h.Add("Cookie", ann.Cookies.GetCookieHeader(site.Address)));
        site.Clock.Advance(CallerRevalidation.LookEvery);
        hers.HaveEnded.ShouldBeFalse();

        if (signsOut)
        {
            using HttpResponseMessage page = await ann.GoAsync("");
            using HttpResponseMessage left = await ann.SendAsync("/board/sign-out");
        }

        site.Clock.Advance(signsOut ? CallerRevalidation.LookEvery : BoardSessions.Longest);

        await hers.UntilEndAsync();
    }

    [Theory]
    [InlineData("GET of a session")]
    [InlineData("call of a session")]
    [InlineData("standalone call")]
    [InlineData("subscriptions/listen")]
    public async Task What_is_open_at_the_MCP_endpoint_ends_when_its_token_is_revoked(string kind)
    {
        await using Site site = await Site.StartClosedAsync();
        string ann = site.Token("ann");
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        using var calls = new McpCalls(new Uri(site.Address, "mcp")) { Token = ann };
        JsonObject waiting = new()
        {
            ["name"] = "get_video_segments",
            ["arguments"] = new JsonObject { ["request_id"] = id, ["wait_seconds"] = 90 },
            ["_meta"] = new JsonObject { ["progressToken"] = 1 },
        };
        string session = await calls.InitializeAsync();
        using HttpRequestMessage call = kind switch
        {
            "GET of a session" => calls.Get(session),
            "call of a session" => calls.InSession(session, "tools/call", waiting),
            "standalone call" => calls.Standalone("tools/call", waiting),
            _ => calls.Standalone(kind, new() { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray($"videogen://requests/{id}") } }),
        };
        using EventReader open = await calls.OpenAsync(call);
        if (kind != "GET of a session")
        {
            (await open.NextAsync())!.ContainsKey("method").ShouldBeTrue(); // it has begun
        }

        site.Tokens.Revoke("ann").ShouldBeNull();
        site.Clock.Advance(CallerRevalidation.LookEvery);

        (await open.NextAsync()).ShouldBeNull();
        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_waits_is_told_that_its_token_opens_nothing_any_more()
    {
        await using Site site = await Site.StartClosedAsync();
        string ann = site.Token("ann");
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        int timers = site.Clock.SetTimers;
        Task<HttpResponseMessage> waiting = site.SendAsync(HttpMethod.Get, $"v1/requests/{id}?wait_seconds=90", ann);
        await site.Clock.WhenSetAsync(timers + 2); // one that looks after the caller, one that waits

        site.Tokens.Revoke("ann").ShouldBeNull();
        site.Clock.Advance(CallerRevalidation.LookEvery);

        using HttpResponseMessage answer = await waiting.WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Site.CodeAsync(answer)).ShouldBe("token_invalid");
        answer.Headers.WwwAuthenticate.ShouldBe([new AuthenticationHeaderValue("Bearer", "error=\"invalid_token\"")]);
    }
}
