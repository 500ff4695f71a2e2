using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace VideoGen.Payload.Catalog;

/// <summary>
/// The published documents of one collection. They are read whole only when the set of their ids and times of change is another than last
/// time: publishing and unpublishing change it, drafts do not. One read at a time.
/// </summary>
/// <param name="client">The CMS.</param>
/// <param name="name">Our name of the collection.</param>
internal sealed class PublishedCollection(PayloadClient client, string name)
{
    private const string ChangedAt = "updatedAt";

    private static readonly PayloadQuery Published = new() { Where = [new PayloadCondition("_status", "published")], Sort = $"-{ChangedAt}" };

    private PublishedDocuments? _last;

    /// <summary>Reads them: the very same object as last time while nothing was published or unpublished.</summary>
    /// <exception cref="PayloadException">The CMS cannot be read.</exception>
    public async Task<PublishedDocuments> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { Documents.IsEmpty: false } last && await StandsAsync(last, cancellationToken))
        {
            return last;
        }

        ImmutableArray<PayloadDocument> documents = await client.FindAsync(name, Published, cancellationToken);
        bool isNew = documents.IsEmpty && (await client.FindAsync(name, new PayloadQuery { Limit = 1 }, cancellationToken)).IsEmpty;
        return _last = new PublishedDocuments(documents, isNew);
    }

    private async Task<bool> StandsAsync(PublishedDocuments last, CancellationToken cancellationToken)
    {
        ImmutableArray<PayloadDocument> now = await client.FindAsync(name, Published with { Select = [ChangedAt] }, cancellationToken);
        return now.Length == last.Documents.Length && now.Select(Mark).ToHashSet() is var marks && !marks.Contains(null) && marks.SetEquals(last.Documents.Select(Mark));
    }

    // Null where the collection keeps no times: then nothing tells whether it changed.
    private static (PayloadId Id, string ChangedAt)? Mark(PayloadDocument document) =>
        (document.Fields[ChangedAt] as JsonValue)?.TryGetValue(out string? at) == true ? (document.Id, at) : null;
}
