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

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpsertJobAsync(JobDocument job, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return AnswerAsync(() => UpsertAsync(RecordCollections.Jobs, job.JobId, RecordBody.Of(job), isNew, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpsertSegmentAsync(
        SegmentDocument segment, string jobDocumentId, string? clipPath, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return AnswerAsync(async () =>
        {
            JsonObject body = RecordBody.Of(segment);
            body["generated_by"] = JsonNode.Parse(jobDocumentId);
            body["media"] = clipPath is null ? null : (await FindClipAsync(clipPath, cancellationToken))?.ToJson();
            return await UpsertAsync(RecordCollections.Segments, segment.JobId, body, isNew, cancellationToken);
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
            catch (PayloadException error) when (error.Kind is PayloadErrorKind.Invalid)
            {
                // It is there after all, written by a delivery that nobody heard the end of; or it is a bad document.
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
            return stored.Value; // a newer revision is stored
        }
    }

    private async Task<PayloadId?> FindAsync(string collection, string jobId, CancellationToken cancellationToken) =>
        (await client.FindByKeyAsync(collection, Key, jobId, [Key], cancellationToken))?.Id;

    private async Task<PayloadId?> FindClipAsync(string path, CancellationToken cancellationToken)
    {
        int slash = path.LastIndexOf('/');
        (string prefix, string filename) = (path[..Math.Max(0, slash)], path[(slash + 1)..]);
        var query = new PayloadQuery { Where = [new("prefix", prefix), new("filename", filename)], Select = ["prefix", "filename"], Limit = 1 };
        return (await client.FindAsync(RecordCollections.Media, query, cancellationToken))
            .Where(d => (string?)d.Fields["prefix"] == prefix && (string?)d.Fields["filename"] == filename)
            .Select(d => (PayloadId?)d.Id)
            .FirstOrDefault();
    }

    private static async ValueTask<RecordAnswer> AnswerAsync(Func<Task<PayloadId>> upsert)
    {
        try
        {
            return new RecordAnswer.Kept((await upsert()).ToJson().ToJsonString());
        }
        catch (PayloadException error) when (error.Kind is PayloadErrorKind.Invalid)
        {
            return new RecordAnswer.Refused(error.Message);
        }
        catch (PayloadException error)
        {
            return new RecordAnswer.Unavailable(error.Message);
        }
    }
}
