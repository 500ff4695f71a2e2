namespace VideoGen.Records;

/// <summary>
/// Port to the system of record. Documents go by job and are numbered by revision: the same one again changes nothing, an older one
/// never replaces a newer one, so every call may be repeated. What can go wrong is an answer; other exceptions than that of a
/// cancellation are defects. Thread-safe.
/// </summary>
public interface IRecordStore
{
    /// <summary>Writes a job's document with its complete history.</summary>
    /// <param name="job">The document; its revision is set.</param>
    /// <param name="isNew">True when it was never delivered: most likely there is none yet.</param>
    /// <param name="cancellationToken">Ends the call; the document may be kept or not.</param>
    ValueTask<RecordAnswer> UpsertJobAsync(JobDocument job, bool isNew, CancellationToken cancellationToken);

    /// <summary>Writes a segment's document, linked to the document of its job and to that of its stored clip.</summary>
    /// <param name="segment">The document; its revision is set.</param>
    /// <param name="jobDocumentId">The document of its job, as <see cref="RecordAnswer.Kept"/> named it.</param>
    /// <param name="mediaDocumentId">The document of its stored clip; null where there is none, as with a store that keeps no documents.</param>
    /// <param name="isNew">True when its job was never delivered: most likely there is none yet.</param>
    /// <param name="cancellationToken">Ends the call; the document may be kept or not.</param>
    ValueTask<RecordAnswer> UpsertSegmentAsync(
        SegmentDocument segment, string jobDocumentId, string? mediaDocumentId, bool isNew, CancellationToken cancellationToken);
}
