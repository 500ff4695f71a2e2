using System.Threading.RateLimiting;

namespace VideoGen.Server.Webhooks;

/// <summary>
/// How many deliveries are taken in at once, and how many may wait for that, with nothing of them read yet: a burst is a short queue, and what
/// is beyond the queue is asked at once to come again. Thread-safe.
/// </summary>
/// <param name="atOnce">Deliveries at once.</param>
/// <param name="waiting">Deliveries that wait.</param>
/// <param name="patience">Longest wait; well within the time that the sender has for an answer.</param>
/// <param name="time">Clock.</param>
internal sealed class WebhookQueue(int atOnce, int waiting, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Deliveries that wait.</summary>
    public long Waiting => _limiter.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Waits for a lease. Null when the queue is full or does not move.</summary>
    /// <exception cref="OperationCanceledException">The sender hung up.</exception>
    public async ValueTask<RateLimitLease?> EnterAsync(CancellationToken hungUp)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hungUp);
        try
        {
            RateLimitLease lease = await _limiter.AcquireAsync(1, either.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException) when (!hungUp.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
