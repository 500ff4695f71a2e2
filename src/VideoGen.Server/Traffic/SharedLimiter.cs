using System.Threading.RateLimiting;

namespace VideoGen.Server.Traffic;

/// <summary>
/// A limiter whose limit holds over all nodes: what is taken here is taken at the others too, as soon as they hear it. Within a tenth of a second
/// somebody may have a little more than the limit; over a minute nobody has. Thread-safe.
/// </summary>
internal sealed class SharedLimiter : PartitionedRateLimiter<string>
{
    private readonly string _limit;
    private readonly PartitionedRateLimiter<string> _here;
    private readonly ILimitExchange _nodes;

    /// <summary>Makes a limiter one of all nodes.</summary>
    /// <param name="limit">Its name, which is the same at every node.</param>
    /// <param name="here">The limiter of this node, which owns what it is given.</param>
    /// <param name="nodes">The other nodes.</param>
    public SharedLimiter(string limit, PartitionedRateLimiter<string> here, ILimitExchange nodes)
    {
        (_limit, _here, _nodes) = (limit, here, nodes);
        nodes.Listen(limit, TakeUsed);
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics(string resource) => _here.GetStatistics(resource);

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(string resource, int permitCount) => Report(resource, permitCount, _here.AttemptAcquire(resource, permitCount));

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(string resource, int permitCount, CancellationToken cancellationToken) =>
        Report(resource, permitCount, await _here.AcquireAsync(resource, permitCount, cancellationToken));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _here.Dispose();
        }

        base.Dispose(disposing);
    }

    private RateLimitLease Report(string resource, int permitCount, RateLimitLease lease)
    {
        if (lease.IsAcquired && permitCount > 0 && resource.Length > 0)
        {
            _nodes.Report(_limit, resource);
        }

        return lease;
    }

    // Somebody who had it all at another node has nothing left here.
    private void TakeUsed(string resource, int count)
    {
        try
        {
            long left = _here.GetStatistics(resource)?.CurrentAvailablePermits ?? 0;
            using RateLimitLease taken = _here.AttemptAcquire(resource, (int)Math.Min(count, left));
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
    }
}
