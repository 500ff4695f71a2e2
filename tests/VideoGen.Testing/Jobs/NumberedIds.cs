using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>Ids that count up from 1, the same in every run. Thread-safe.</summary>
public sealed class NumberedIds : IIdSource
{
    private int _last;

    /// <inheritdoc/>
    public string Next(string prefix) => $"{prefix}{Interlocked.Increment(ref _last):0000}";
}
