using VideoGen.Hosting;

namespace VideoGen.Delivery;

/// <summary>The HTTP client that fetches finished clips, guarded against addresses that a provider should not name.</summary>
/// <param name="named">Addresses of the providers' own.</param>
public sealed class ClipClient(IEnumerable<ClipOrigin> named) : IDisposable
{
    /// <summary>The client; whoever uses it sets limits of its own.</summary>
    public HttpClient Http { get; } = new(ClipTransport.Create(named.Select(n => n.Address))) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
