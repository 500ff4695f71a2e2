using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Access;
using VideoGen.Host.Access;
using VideoGen.Server.Access;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Access;

/// <summary>Sessions that nodes share: what is open at one node ends with the session, wherever that was ended.</summary>
public sealed class SharedTicketsTests : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly TestFolder _home = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_is_open_at_one_node_ends_when_somebody_signs_out_at_another()
    {
        SharedTickets here = Node(), there = Node();
        string id = await here.StoreAsync(Ticket());
        CallerIdentity open = await OpenAsync(there, id);
        (await open.Holds()).ShouldBeTrue();

        await here.RemoveAsync(id);

        (await open.Holds()).ShouldBeFalse();
        (await there.RetrieveAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_open_ends_with_the_sessions_time()
    {
        SharedTickets node = Node();
        CallerIdentity open = await OpenAsync(node, await node.StoreAsync(Ticket()));
        open.Until.ShouldBe(_time.GetUtcNow() + Lasts);

        _time.Advance(Lasts);

        (await open.Holds()).ShouldBeFalse();
    }

    private static async Task<CallerIdentity> OpenAsync(SharedTickets node, string id) => CallerIdentity.Of((await node.RetrieveAsync(id)).ShouldNotBeNull().Principal).ShouldNotBeNull();

    private SharedTickets Node() => new(_home.Path, new TokenCache(new TokenFile(_home.Path, _time), NullLogger<TokenCache>.Instance), _time);

    private AuthenticationTicket Ticket()
    {
        var who = new ClaimsPrincipal(new CallerIdentity(new Caller("jwt:ann", ScopeWords.Read("read", out _)), BoardSessions.SchemeName));
        return new AuthenticationTicket(who, new AuthenticationProperties { IssuedUtc = _time.GetUtcNow(), ExpiresUtc = _time.GetUtcNow() + Lasts }, BoardSessions.SchemeName);
    }
}
