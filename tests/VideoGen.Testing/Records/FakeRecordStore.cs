using System.Collections.Concurrent;
using VideoGen.Records;

namespace VideoGen.Testing.Records;

/// <summary>
/// A system of record in memory that keeps the promises of the port, and that a test can make slow, deaf or picky. Thread-safe.
/// </summary>
public sealed class FakeRecordStore : IRecordStore
{
    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);
    private int _atOnce;

    /// <summary>Job documents by job.</summary>
    public ConcurrentDictionary<string, JobDocument> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Segment documents by job, each with the links it was written with.</summary>
    public ConcurrentDictionary<string, (SegmentDocument Segment, string Job, string? Media)> Segments { get; } = new(StringComparer.Ordinal);

    /// <summary>Every job document that was offered, in order: job and revision.</summary>
    public ConcurrentQueue<(string JobId, long Revision)> Offered { get; } = new();

    /// <summary>Awaited before a job document is written; an answer other than null is given instead of writing.</summary>
    public Func<JobDocument, CancellationToken, Task<RecordAnswer?>> Before { get; set; } = (_, _) => Task.FromResult<RecordAnswer?>(null);

    /// <summary>Most jobs that were written at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>True when one job was ever written twice at once.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>Answers every job with this from now on; null writes again.</summary>
    public void AnswerAlways(RecordAnswer? answer) => Before = (_, _) => Task.FromResult(answer);

    /// <inheritdoc/>
    public async ValueTask<RecordAnswer> UpsertJobAsync(JobDocument job, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        Offered.Enqueue((job.JobId, job.Revision!.Value));
        Overlapped |= !_busy.TryAdd(job.JobId, 0);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            if (await Before(job, cancellationToken) is { } instead)
            {
                return instead;
            }

            Jobs.AddOrUpdate(job.JobId, job, (_, old) => old.Revision > job.Revision ? old : job);
            return new RecordAnswer.Kept($"\"{job.JobId}\"");
        }
        finally
        {
            _busy.TryRemove(job.JobId, out _);
            Interlocked.Decrement(ref _atOnce);
        }
    }

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpsertSegmentAsync(
        SegmentDocument segment, string jobDocumentId, string? mediaDocumentId, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segment);
        Segments.AddOrUpdate(
            segment.JobId,
            (segment, jobDocumentId, mediaDocumentId),
            (_, old) => old.Segment.Revision > segment.Revision ? old : (segment, jobDocumentId, mediaDocumentId));
        return ValueTask.FromResult<RecordAnswer>(new RecordAnswer.Kept($"\"{segment.JobId}\""));
    }
}
