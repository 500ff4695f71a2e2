using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VideoGen.Server.Traffic;

/// <summary>Keeps one address from taking all the connections there are: what it opens beyond its share is cut at once.</summary>
/// <param name="all">Connections in all.</param>
/// <param name="each">Connections of one address.</param>
internal sealed class ConnectionLimit(int all, int each) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _each = RateLimits.AtOnce(each);
    private readonly ConcurrencyLimiter _all = new(new ConcurrencyLimiterOptions { PermitLimit = all });

    /// <summary>Limits the connections of a listener.</summary>
    public void Limit(ListenOptions listener) => listener.Use(next => connection => ServeAsync(connection, next));

    /// <inheritdoc/>
    public void Dispose()
    {
        _each.Dispose();
        _all.Dispose();
    }

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using RateLimitLease own = _each.AttemptAcquire(AddressKey.Of((connection.RemoteEndPoint as IPEndPoint)?.Address));
        using RateLimitLease? any = own.IsAcquired ? _all.AttemptAcquire() : null;
        if (any is not { IsAcquired: true })
        {
            connection.Abort();
            return;
        }

        await next(connection);
    }
}
