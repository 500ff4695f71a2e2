using System.Text.Json.Nodes;
using VideoGen.Records;

namespace VideoGen.Payload.Records;

/// <summary>
/// The records in PayloadCMS: one document a job in <c>videoGenJobs</c> and <c>videoSegments</c>, found by <c>job_id</c>. The CMS keeps
/// documents from going back in time by their revision; this class keeps none of them in memory. Thread-safe.
/// </summary>
public sealed class PayloadRecordStore(PayloadClient client) : IRecordStore
{
    private const string Key = "job_id";
    private const string Revision = "revision";

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpsertJobAsync(JobDocument job, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return AnswerAsync(() => UpsertAsync(RecordCollections.Jobs, job.JobId, RecordBody.Of(job), isNew, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpsertSegmentAsync(
        SegmentDocument segment, string jobDocumentId, string? mediaDocumentId, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segment);
        JsonObject body = RecordBody.Of(segment);
        PayloadId job = PayloadId.Parse(jobDocumentId);
        body["generated_by"] = job.ToJson();
        PayloadId? media = mediaDocumentId is null ? null : job.Like(mediaDocumentId);
        body["media"] = media?.ToJson();
        return AnswerAsync(async () =>
        {
            try
            {
                return await UpsertAsync(RecordCollections.Segments, segment.JobId, body, isNew, cancellationToken);
            }
            catch (PayloadException error) when (media is { } clip && error.Status is not (null or 403))
            {
                // A link to a document that somebody deleted is an error, and which one depends on the database.
                if (await IsThereAsync(clip, cancellationToken))
                {
                    throw;
                }

                body["media"] = null;
                return await UpsertAsync(RecordCollections.Segments, segment.JobId, body, isNew, cancellationToken);
            }
        });
    }

    private async Task<PayloadId> UpsertAsync(string collection, string jobId, JsonObject body, bool isNew, CancellationToken cancellationToken)
    {
        // What was never delivered is mostly not there: asking first would cost a call each time.
        PayloadId? stored = isNew ? null : await FindAsync(collection, jobId, cancellationToken);
        if (stored is null)
        {
            try
            {
                return (await client.CreateAsync(collection, body, cancellationToken)).Id;
            }
            catch (PayloadException error) when (error.Kind is PayloadErrorKind.Invalid or PayloadErrorKind.Conflict)
            {
                // It is there after all, written by a delivery that nobody saw the end of; or it is a bad document.
                stored = await FindAsync(collection, jobId, cancellationToken);
                if (stored is null)
                {
                    throw;
                }
            }
        }

        try
        {
            return (await client.UpdateAsync(collection, stored.Value, body, cancellationToken)).Id;
        }
        catch (PayloadException error) when (error.Kind is PayloadErrorKind.Conflict)
        {
            // Mostly the plugin's word that a newer revision is stored; but hooks of other people may answer 409 to anything.
            if (await IsStoredAsync(collection, jobId, Number(body[Revision]), cancellationToken))
            {
                return stored.Value;
            }

            throw;
        }
    }

    private async Task<bool> IsStoredAsync(string collection, string jobId, decimal? revision, CancellationToken cancellationToken) =>
        Number((await client.FindByKeyAsync(collection, Key, jobId, [Revision], cancellationToken))?.Fields[Revision]) >= revision;

    private static decimal? Number(JsonNode? value) => value is JsonValue known && known.TryGetValue(out decimal number) ? number : null;

    private async Task<PayloadId?> FindAsync(string collection, string jobId, CancellationToken cancellationToken) =>
        (await client.FindByKeyAsync(collection, Key, jobId, [Key], cancellationToken))?.Id;

    private async Task<bool> IsThereAsync(PayloadId media, CancellationToken cancellationToken)
    {
        var query = new PayloadQuery { Where = [new("id", media.Text)], Select = ["filename"], Limit = 1 };
        return (await client.FindAsync(RecordCollections.Media, query, cancellationToken)).Any(d => d.Id == media);
    }

    private static async ValueTask<RecordAnswer> AnswerAsync(Func<Task<PayloadId>> upsert)
    {
        try
        {
            return new RecordAnswer.Kept((await upsert()).ToJson().ToJsonString());
        }
        catch (PayloadException error) when (error.Kind is PayloadErrorKind.Invalid or PayloadErrorKind.Conflict)
        {
            return new RecordAnswer.Refused(error.Message);
        }
        catch (PayloadException error)
        {
            return new RecordAnswer.Unavailable(error.Message);
        }
    }
}
