namespace VideoGen.Catalog;

/// <summary>Port to the governed data: templates and provider configs. Thread-safe.</summary>
public interface ICatalog
{
    /// <summary>Reads the present state. A catalog that cannot be reached answers with the last known good one.</summary>
    ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken);
}
