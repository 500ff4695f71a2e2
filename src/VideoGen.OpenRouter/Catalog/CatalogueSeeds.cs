namespace VideoGen.OpenRouter.Catalog;

/// <summary>
/// Which models take a seed, as the public catalogue says; one that does not would refuse the order. Read once a day, and again after a while where it
/// could not be read: orders go without a seed until then. Thread-safe.
/// </summary>
internal sealed class CatalogueSeeds(OpenRouterCatalogue catalogue, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // an order waits for it

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;

    /// <summary>True where the catalogue says so; false where it does not, or cannot be read.</summary>
    public async ValueTask<bool> AreTakenByAsync(string model, CancellationToken cancellationToken)
    {
        Known? known = _known;
        if (known is null || time.GetUtcNow() >= known.Until)
        {
            known = await ReadAsync(known, cancellationToken);
        }

        return known.Models.Contains(model);
    }

    private async Task<Known> ReadAsync(Known? before, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && known != before)
            {
                return known; // somebody read it meanwhile
            }

            HashSet<string>? models = await ReadAsync(cancellationToken);
            return _known = models is not null ? new Known(models, time.GetUtcNow() + Lifetime) : new Known(before?.Models ?? [], time.GetUtcNow() + AfterFailure);
        }
        finally
        {
            _reading.Release();
        }
    }

    // Null where it could not be read in time.
    private async Task<HashSet<string>?> ReadAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            (var models, Contract.Problem? problem) = await catalogue.ReadAsync(either.Token);
            return problem is null ? [.. models.Where(m => m.TakesSeed).Select(m => m.Id)] : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Known(HashSet<string> Models, DateTimeOffset Until);
}
