namespace VideoGen.Server.Traffic;

/// <summary>Something that was taken and is given back once. Thread-safe.</summary>
internal sealed class Lease(Action release) : IDisposable
{
    private Action? _release = release;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
