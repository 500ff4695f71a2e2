using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace VideoGen.Server.Access;

/// <summary>
/// The sessions of people who signed in, by random ids, in the memory of this process: they end with it. What a session holds is who it is and a way to
/// ask whether the token still opens; never the token. Thread-safe.
/// </summary>
/// <param name="time">Clock.</param>
internal sealed class SessionTickets(TimeProvider time) : ITicketStore
{
    private const int MostSessions = 10_000;
    private const int IdBytes = 32;

    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        DropExpired();
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        _tickets[id] = new AuthenticationTicket(new ClaimsPrincipal(InSession(id, ticket)), ticket.Properties, ticket.AuthenticationScheme);
        return Task.FromResult(id);
    }

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask; // a session is never made longer

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (!_tickets.TryGetValue(key, out AuthenticationTicket? ticket))
        {
            return null;
        }

        if (await CallerIdentity.Of(ticket.Principal)!.Holds())
        {
            return ticket;
        }

        _tickets.TryRemove(key, out _);
        return null;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key)
    {
        _tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    // Whoever came with the session holds as long as it does: what is open when it ends, ends too.
    private CallerIdentity InSession(string id, AuthenticationTicket ticket)
    {
        CallerIdentity shown = CallerIdentity.Of(ticket.Principal) ?? throw new ArgumentException("Nobody was identified.", nameof(ticket));
        return new CallerIdentity(shown.Caller, BoardSessions.SchemeName)
        {
            Until = ticket.Properties.ExpiresUtc,
            Holds = async () => _tickets.ContainsKey(id) && !IsExpired(ticket) && await shown.Holds(),
        };
    }

    private bool IsExpired(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc <= time.GetUtcNow();

    private void DropExpired()
    {
        foreach ((string id, AuthenticationTicket ticket) in _tickets)
        {
            if (IsExpired(ticket))
            {
                _tickets.TryRemove(id, out _);
            }
        }

        if (_tickets.Count >= MostSessions)
        {
            string oldest = _tickets.MinBy(t => t.Value.Properties.IssuedUtc).Key;
            _tickets.TryRemove(oldest, out _);
        }
    }
}
