using System.Net.Http.Headers;

namespace VideoGen.Frames;

/// <summary>
/// A host of our own that keeps its files behind a login. It may stand in a private network, and nobody else is ever shown the login.
/// Thread-safe. Not a record: it prints nothing.
/// </summary>
/// <param name="address">Any address of it: scheme, host and port count.</param>
/// <param name="login">What it is shown.</param>
public sealed class OwnHost(Uri address, AuthenticationHeaderValue login)
{
    /// <summary>True for an address of this host.</summary>
    public bool Covers(Uri asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.Scheme == address.Scheme && Covers(asked.IdnHost, asked.Port);
    }

    /// <summary>True for its name and port.</summary>
    public bool Covers(string host, int port) => port == address.Port && string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Signs a request in, where it goes to this host.</summary>
    public void SignIn(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is { } asked && Covers(asked))
        {
            request.Headers.Authorization = login;
        }
    }
}
