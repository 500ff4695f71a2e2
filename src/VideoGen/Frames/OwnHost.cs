using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace VideoGen.Frames;

/// <summary>
/// A host of our own that keeps its files behind a login. It may stand in a private network, and nobody else is ever shown the login.
/// Thread-safe. Not a record: it prints nothing.
/// </summary>
/// <param name="addresses">An address of each origin that it has: scheme, host and port count.</param>
/// <param name="login">What it is shown.</param>
public sealed class OwnHost(ImmutableArray<Uri> addresses, AuthenticationHeaderValue login)
{
    /// <summary>True for an address of this host.</summary>
    public bool Covers(Uri asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return addresses.Any(a => asked.Scheme == a.Scheme && IsAt(a, asked.IdnHost, asked.Port));
    }

    /// <summary>True for a name and port of it.</summary>
    public bool Covers(string host, int port) => addresses.Any(a => IsAt(a, host, port));

    /// <summary>Signs a request in, where it goes to this host.</summary>
    public void SignIn(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is { } asked && Covers(asked))
        {
            request.Headers.Authorization = login;
        }
    }

    private static bool IsAt(Uri address, string host, int port) => port == address.Port && string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase);
}
