using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>The five collections as the ledger alone can answer them, until a CMS is connected and beside it.</summary>
public sealed class RecordReader(ILedger ledger, ICatalog catalog)
{
    private const int FirstLook = 100;

    /// <summary>Documents, newest first.</summary>
    /// <param name="collection">One of <see cref="RecordCollections.Names"/>.</param>
    /// <param name="limit">Most documents, 1 or more.</param>
    /// <param name="id">Only the document with this id; null for any.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such collection.</exception>
    public async ValueTask<JsonArray> ReadAsync(string collection, int limit, string? id, CancellationToken cancellationToken)
    {
        IEnumerable<JsonNode?> documents = collection switch
        {
            RecordCollections.Templates => (await catalog.ReadAsync(cancellationToken)).Templates
                .OrderByDescending(t => t.Version).Select(t => JsonSerializer.SerializeToNode(t, CatalogJson.Default.PromptTemplate)),
            RecordCollections.Providers => (await catalog.ReadAsync(cancellationToken)).Providers
                .Select(p => JsonSerializer.SerializeToNode(p, CatalogJson.Default.ProviderConfig)),
            RecordCollections.Jobs => await JobsAsync(limit, id, cancellationToken),
            RecordCollections.Segments => await ClipsAsync(SegmentDocument.Of, RecordJson.Default.SegmentDocument, limit, id, cancellationToken),
            RecordCollections.Media => await ClipsAsync(MediaDocument.Of, RecordJson.Default.MediaDocument, limit, id, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(collection), collection, $"One of {string.Join(", ", RecordCollections.Names)} is expected."),
        };
        return new JsonArray([.. documents.Where(d => id is null || (string?)d!["id"] == id).Take(limit)]);
    }

    private async ValueTask<IEnumerable<JsonNode?>> JobsAsync(int limit, string? id, CancellationToken cancellationToken)
    {
        ImmutableArray<Job> jobs = id is null
            ? await ledger.ListNewestJobsAsync(limit, cancellationToken)
            : await ledger.FindJobAsync(id, cancellationToken) is { } job ? [job] : [];
        var documents = new List<JsonNode?>();
        foreach (Job one in jobs)
        {
            JobDocument document = JobDocument.Of(one, await ledger.ListEventsAsync(one.Id, cancellationToken));
            documents.Add(JsonSerializer.SerializeToNode(document, RecordJson.Default.JobDocument));
        }

        return documents;
    }

    // Not every job has a clip, so the look back grows until enough are found or there are no more jobs.
    private async ValueTask<IEnumerable<JsonNode?>> ClipsAsync<T>(
        Func<Job, T?> of, JsonTypeInfo<T> type, int limit, string? id, CancellationToken cancellationToken)
        where T : class
    {
        for (int look = Math.Max(limit, FirstLook); ; look = look <= int.MaxValue / 8 ? look * 8 : int.MaxValue)
        {
            ImmutableArray<Job> jobs = await ledger.ListNewestJobsAsync(look, cancellationToken);
            JsonNode?[] found = [.. jobs.Select(of).OfType<T>().Select(d => JsonSerializer.SerializeToNode(d, type)).Where(d => id is null || (string?)d!["id"] == id)];
            if (found.Length >= (id is null ? limit : 1) || jobs.Length < look)
            {
                return found;
            }
        }
    }
}
