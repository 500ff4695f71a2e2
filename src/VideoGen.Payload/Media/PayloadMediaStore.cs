using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Records;

namespace VideoGen.Payload.Media;

/// <summary>
/// Clips in an upload collection of PayloadCMS, ours or another project's. A clip is streamed from its file and handed out under the address
/// that the CMS gives it, once what the CMS kept was compared with it. What stands at a path already is recognized by its bytes. Thread-safe.
/// </summary>
/// <param name="client">The CMS.</param>
/// <param name="options">Where it is.</param>
/// <param name="values">Values for fields that the collection wants besides ours.</param>
/// <param name="flatNames">True where the collection has no field <c>prefix</c>; see <see cref="MediaName"/>.</param>
/// <param name="fetcher">Fetches what is stored, for a comparison; signs in to the CMS.</param>
public sealed class PayloadMediaStore(PayloadClient client, PayloadOptions options, MediaValues values, bool flatNames, ClipFetcher fetcher) : IMediaStore
{
    private const string Media = RecordCollections.Media;
    private const int BufferBytes = 128 * 1024;

    private readonly StoredFileCheck _check = new(fetcher);

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
            throw await MeaningAsync(e, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> HasLostAsync(Clip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        try
        {
            // Clips of older versions have no document of their own.
            Uri? address = clip.MediaId is not { } id ? clip.Address
                : await client.FindByIdAsync(Media, id, cancellationToken) is { } document ? AddressOf(document)
                : null;
            return address is null || !await _check.HoldsAsync(address, clip.Sha256, cancellationToken);
        }
        catch (PayloadException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The document at the clip's path, with the clip's bytes; null when there is none, or one whose file was lost.</summary>
    private async Task<PayloadDocument?> FindSameAsync(NewClip clip, CancellationToken cancellationToken)
    {
        ImmutableArray<PayloadCondition> place = [new("filename", NameOf(clip)), .. flatNames ? [] : new[] { new PayloadCondition("prefix", clip.Folder) }];
        ImmutableArray<PayloadDocument> found = await client.FindAsync(Media, new PayloadQuery { Where = place, Limit = 1 }, cancellationToken);

        // Payload ignores a condition that it does not understand and answers any document.
        if (found.FirstOrDefault(d => place.All(p => (string?)d.Fields[p.Field] == p.Value)) is not { } there)
        {
            return null;
        }

        return await _check.CompareAsync(AddressOf(there), clip, cancellationToken) switch
        {
            StoredFile.Same => there,
            StoredFile.Lost => null,
            StoredFile.Beginning cut => throw await RemoveAsync(there, clip, cut.Bytes, cancellationToken),
            _ => throw new MediaTakenException(clip.Path, $" (document {there.Id} of the media collection)"),
        };
    }

    private async Task<PayloadDocument> UploadAsync(NewClip clip, CancellationToken cancellationToken)
    {
        if (await client.ReadUploadLimitAsync(cancellationToken) is { } limit && clip.FileSize > limit)
        {
            throw new ClipRefusedException($"{options.BaseUrl.Authority} takes files of {limit} bytes at most; the clip has {clip.FileSize}.", MediaRefusals.RaiseLimits);
        }

        PayloadDocument document;
        try
        {
            var file = new FileStream(clip.File, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
            document = await client.UploadAsync(Media, FieldsOf(clip), file, NameOf(clip), ClipContainer.OfPath(clip.Path).MediaType, cancellationToken);
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

        // A CMS may answer 201 to a file of which it kept the beginning only.
        return await _check.KeptAsync(document, AddressOf(document), clip, cancellationToken) is { } bytes
            ? throw await RemoveAsync(document, clip, bytes, cancellationToken)
            : document;
    }

    // What is there is no clip, and stands where the clip belongs.
    private async Task<ClipRefusedException> RemoveAsync(PayloadDocument document, NewClip clip, long bytes, CancellationToken cancellationToken)
    {
        string fault = $"{options.BaseUrl.Authority} kept {bytes} bytes that are not the {clip.FileSize} of the clip (document {document.Id} of {client.Slug(Media)}).";
        string remedy = bytes < clip.FileSize ? MediaRefusals.RaiseLimits : $"Let no hook of {client.Slug(Media)} change the files of clips.";
        try
        {
            await client.DeleteAsync(Media, document.Id, cancellationToken);
        }
        catch (PayloadException e) when (e.Kind is not PayloadErrorKind.Unavailable)
        {
            remedy += $" Delete document {document.Id} of {client.Slug(Media)}, which the service account may not do.";
        }

        return new ClipRefusedException(fault, remedy);
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
            ["_status"] = "published", // in a collection with drafts it would be a draft otherwise
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

    private async Task<IOException> MeaningAsync(PayloadException e, CancellationToken cancellationToken)
    {
        // Payload answers 403 to a right key too when its database is short of connections.
        bool isFinal = e.Kind is PayloadErrorKind.Invalid or PayloadErrorKind.Conflict
            || (e.Kind is PayloadErrorKind.Forbidden && await MayNotCreateAsync(cancellationToken));
        return isFinal ? new ClipRefusedException(e.Message, MediaRefusals.Remedy(e, client.Slug(Media)), e) : new IOException(e.Message, e);
    }

    private async Task<bool> MayNotCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.MayNotCreateAsync(Media, cancellationToken);
        }
        catch (PayloadException)
        {
            return false;
        }
    }
}
