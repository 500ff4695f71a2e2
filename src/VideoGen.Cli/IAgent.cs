using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Cli;

/// <summary>
/// The agent as the CLI uses it: the five verbs, and what the ledger knows about them. Disposing it ends the process's work on jobs;
/// what is unfinished stays in the ledger.
/// </summary>
internal interface IAgent : IAsyncDisposable
{
    /// <summary>The five verbs.</summary>
    IVideoSegments Segments { get; }

    /// <summary>A request by id, or null.</summary>
    ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>The newest requests, newest first.</summary>
    ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The jobs of a request in segment order.</summary>
    ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Documents of one of the five collections, newest first.</summary>
    /// <param name="collection">Its name, one of <see cref="RecordCollections.Names"/>.</param>
    /// <param name="limit">Most documents, 1 or more.</param>
    /// <param name="id">Only the document with this id; null for any.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<JsonArray> ReadRecordsAsync(string collection, int limit, string? id, CancellationToken cancellationToken);

    /// <summary>Success, time, seconds and money of what was ordered.</summary>
    IReports Reports { get; }

    /// <summary>What was ordered, in the forms of editors.</summary>
    IExports Exports { get; }

    /// <summary>What proves how a request was made.</summary>
    ValueTask<Answer<AuditContent>> CollectAuditAsync(string requestId, bool withClips, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of a stored clip. Throws <see cref="IOException"/> or <see cref="HttpRequestException"/> when it cannot.</summary>
    Task<Stream> OpenClipAsync(AuditClip clip, CancellationToken cancellationToken);

    /// <summary>What PayloadCMS does not hold yet.</summary>
    ValueTask<RecordBacklog> ReadRecordBacklogAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Delivers what waits, refused documents included, until that is done or PayloadCMS does not answer. False where none is set.
    /// </summary>
    ValueTask<bool> RetryRecordsAsync(CancellationToken cancellationToken);

    /// <summary>Finishes the delivery of a clip that exists at the provider, without paying again. Answers with its request.</summary>
    ValueTask<Answer<SynthesisAnswer>> RedeliverAsync(
        string jobId, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Settles the money of a job that has ended, by hand. Answers with the job.</summary>
    ValueTask<Answer<Job>> SettleAsync(string jobId, string billed, string who, string? why, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a delivered clip at a path of this machine: the bytes that were proved, and no others. Throws <see cref="IOException"/> or
    /// <see cref="HttpRequestException"/> when it cannot.
    /// </summary>
    ValueTask FetchClipAsync(VideoSegment segment, string path, CancellationToken cancellationToken);

    /// <summary>As <see cref="FetchClipAsync(VideoSegment, string, CancellationToken)"/>, for a job with a clip.</summary>
    ValueTask FetchClipAsync(Job job, string path, CancellationToken cancellationToken);
}
