using VideoGen.Jobs;

namespace VideoGen.Server.Access;

/// <summary>
/// Holds a request to its caller for as long as it lasts: a token is looked up again every 30 seconds, a JWT ends when it expires. Whoever
/// is not let in any more is hung up on, which ends streams and waits and no job.
/// </summary>
internal sealed class CallerRevalidation : IDisposable
{
    /// <summary>How long a caller that is not let in any more may stay.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly CallerIdentity _identity;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _timer;
    private volatile bool _lost;

    /// <param name="identity">Who it is.</param>
    /// <param name="time">Clock.</param>
    /// <param name="hungUp">Fires when the caller hangs up.</param>
    public CallerRevalidation(CallerIdentity identity, TimeProvider time, CancellationToken hungUp)
    {
        (_identity, _time) = (identity, time);
        _over = CancellationTokenSource.CreateLinkedTokenSource(hungUp);
        Over = _over.Token;
        _timer = time.CreateTimer(_ => Forget(LookAsync()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Next(), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires when the caller hangs up or is not let in any more.</summary>
    public CancellationToken Over { get; }

    /// <summary>True once the caller is not let in any more.</summary>
    public bool IsLost => _lost;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            if (_identity.Until <= _time.GetUtcNow() || !await HoldsAsync())
            {
                _lost = true;
                await _over.CancelAsync();
                return;
            }

            _timer.Change(Next(), Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The request is over.
        }
    }

    // A ledger that cannot be asked now is asked again; the call itself will find that out.
    private async ValueTask<bool> HoldsAsync()
    {
        try
        {
            return await _identity.Holds();
        }
        catch (LedgerException)
        {
            return true;
        }
    }

    private TimeSpan Next() =>
        _identity.Until - _time.GetUtcNow() is { } left && left < LookEvery ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : LookEvery;

    private static void Forget(Task look) =>
        _ = look.ContinueWith(t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
