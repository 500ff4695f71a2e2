using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Records;

namespace VideoGen.Payload.Media;

/// <summary>
/// Clips in an upload collection of PayloadCMS, ours or another project's. A clip is streamed from its file and handed out under the address
/// that the CMS gives it. What stands at a path already is told by its bytes. Thread-safe.
/// </summary>
/// <param name="client">The CMS.</param>
/// <param name="options">Where it is.</param>
/// <param name="values">Values for fields that the collection wants besides ours.</param>
/// <param name="flatNames">True where the collection has no field <c>prefix</c>; see <see cref="MediaName"/>.</param>
/// <param name="fetcher">Fetches what is stored, for a comparison; signs in to the CMS.</param>
public sealed class PayloadMediaStore(PayloadClient client, PayloadOptions options, MediaValues values, bool flatNames, ClipFetcher fetcher) : IMediaStore
{
    private const string Media = RecordCollections.Media;
    private const string MediaType = "video/mp4";
    private const int BufferBytes = 128 * 1024;

    /// <inheritdoc/>
    public async Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        try
        {
            PayloadDocument document = await FindSameAsync(clip, cancellationToken) ?? await UploadAsync(clip, cancellationToken);
            return new StoredClip(AddressOf(document), document.Id.Text);
        }
        catch (PayloadException e)
        {
            throw new IOException(Say(e), e);
        }
    }

    /// <summary>The document at the clip's path, with the clip's bytes; null when there is none, or one whose file was lost.</summary>
    private async Task<PayloadDocument?> FindSameAsync(NewClip clip, CancellationToken cancellationToken)
    {
        ImmutableArray<PayloadCondition> place = [new("filename", NameOf(clip)), .. flatNames ? [] : new[] { new PayloadCondition("prefix", clip.Folder) }];
        ImmutableArray<PayloadDocument> found = await client.FindAsync(Media, new PayloadQuery { Where = place, Limit = 1 }, cancellationToken);

        // Payload ignores a condition that it does not understand and answers any document.
        if (found.FirstOrDefault(d => place.All(p => (string?)d.Fields[p.Field] == p.Value)) is not { } there || await HashAsync(there, clip, cancellationToken) is not { } hash)
        {
            return null;
        }

        return hash == clip.Sha256 ? there : throw new MediaTakenException(clip.Path, $" (document {there.Id} of the media collection)");
    }

    private async Task<string?> HashAsync(PayloadDocument there, NewClip clip, CancellationToken cancellationToken)
    {
        string copy = $"{clip.File}.stored";
        try
        {
            ClipFetcher.Discard(copy);
            return (await fetcher.FetchAsync(AddressOf(there), copy, cancellationToken)).Sha256;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        finally
        {
            ClipFetcher.Discard(copy);
        }
    }

    private async Task<PayloadDocument> UploadAsync(NewClip clip, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(clip.File, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
            return await client.UploadAsync(Media, FieldsOf(clip), file, NameOf(clip), MediaType, cancellationToken);
        }
        catch (PayloadException e) when (e.Kind is PayloadErrorKind.Invalid or PayloadErrorKind.Unavailable)
        {
            // Somebody was faster, or only the answer was lost: what is there decides.
            if (await FindSameAsync(clip, cancellationToken) is { } there)
            {
                return there;
            }

            throw;
        }
    }

    private string NameOf(NewClip clip) => flatNames ? MediaName.Flat(clip.Path) : clip.Filename;

    private JsonObject FieldsOf(NewClip clip)
    {
        var fields = new JsonObject
        {
            ["sha256"] = clip.Sha256,
            ["job_id"] = clip.JobId,
            ["project_id"] = clip.ProjectId,
            ["episode_id"] = clip.EpisodeId,
            ["duration_seconds"] = clip.DurationSeconds,
        };
        if (!flatNames)
        {
            fields["prefix"] = clip.Folder;
        }

        foreach ((string field, JsonNode? value) in values.Of(clip))
        {
            fields[field] = value;
        }

        return fields;
    }

    private Uri AddressOf(PayloadDocument document) =>
        (document.Fields["url"] as JsonValue)?.TryGetValue(out string? address) == true && Uri.TryCreate(options.PublicUrl, address, out Uri? whole)
            ? whole
            : throw new IOException($"The media document {document.Id} came without an address.");

    private static string Say(PayloadException e) => e switch
    {
        { Status: 413 } => $"{e.Message} Raise upload.limits.fileSize and upload.requestSizeLimit in the CMS's config.",
        { Kind: PayloadErrorKind.Invalid, Fields: [{ Message: "" }, ..] } => $"{e.Message} A media collection without a field prefix wants payload.media_flat_names.",
        { Kind: PayloadErrorKind.Invalid, Fields.IsEmpty: false } => $"{e.Message} A field that is asked for is filled by payload.media_values.",
        _ => e.Message,
    };
}
