namespace VideoGen.Server.Webhooks;

/// <summary>
/// How many deliveries are taken in at once, and how many may wait for that, with nothing of them read yet: a burst is a short line, and what
/// is beyond the line is told at once to come again. Thread-safe.
/// </summary>
/// <param name="places">Deliveries at once.</param>
/// <param name="length">Deliveries that wait.</param>
/// <param name="patience">Longest wait; well within the time that the sender has for an answer.</param>
/// <param name="time">Clock.</param>
internal sealed class WebhookLine(int places, int length, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places);
    private int _waiting;

    /// <summary>Deliveries that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place, to be given back with <see cref="Leave"/>. False when the line is full or does not move.</summary>
    /// <exception cref="OperationCanceledException">The sender hung up.</exception>
    public async ValueTask<bool> EnterAsync(CancellationToken hungUp)
    {
        if (_places.Wait(0, CancellationToken.None))
        {
            return true;
        }

        if (Interlocked.Increment(ref _waiting) > length)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hungUp);
        try
        {
            await _places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!hungUp.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => _places.Release();

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
