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

    private readonly Lock _lock = new();
    private Task<HashSet<string>?>? _reading;
    private DateTimeOffset _until;
    private HashSet<string> _models = [];

    /// <summary>True where the catalogue says so; false where it does not, or cannot be read.</summary>
    public async ValueTask<bool> SupportsSeedAsync(string model, CancellationToken cancellationToken)
    {
        Task<HashSet<string>?> reading;
        lock (_lock)
        {
            if (_reading is null && time.GetUtcNow() < _until)
            {
                return _models.Contains(model);
            }

            reading = _reading = _reading is null or { IsFaulted: true } ? ReadAsync() : _reading;
        }

        HashSet<string>? read = await reading.WaitAsync(cancellationToken); // one read for all who wait, whoever goes away
        lock (_lock)
        {
            if (_reading == reading)
            {
                (_reading, _models, _until) = (null, read ?? _models, time.GetUtcNow() + (read is null ? AfterFailure : Lifetime));
            }

            return _models.Contains(model);
        }
    }

    // Null where it could not be read in time.
    private async Task<HashSet<string>?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            (var models, Contract.Problem? problem) = await catalogue.ReadAsync(patience.Token);
            return problem is null ? [.. models.Where(m => m.TakesSeed).Select(m => m.Id)] : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
