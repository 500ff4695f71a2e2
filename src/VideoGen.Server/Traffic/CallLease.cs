using System.Threading.RateLimiting;

namespace VideoGen.Server.Traffic;

/// <summary>
/// What a call takes up: its place among the calls at the same time, and the bytes of its body. It is given back when the last lets go of it:
/// the HTTP request and, where hanging up does not end a call, the call. Thread-safe but for <see cref="Body"/>.
/// </summary>
/// <param name="leases">Its place.</param>
internal sealed class CallLease(RateLimitLease[] leases) : IDisposable
{
    private int _holders = 1;

    /// <summary>The bytes; set once, before anybody else holds the place.</summary>
    public BodyLease? Body { get; set; }

    /// <summary>Holds it beyond the HTTP request, until what is answered is disposed of.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _holders);
        return new Lease(Dispose);
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Body?.Dispose();
            Array.ForEach(leases, lease => lease.Dispose());
        }
    }
}
