using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Exports;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Cli;

/// <summary>The running agent as the verbs use it.</summary>
internal sealed class HostAgent(AgentHost host) : IAgent
{
    private static readonly TimeSpan ForRedelivery = TimeSpan.FromSeconds(90);

    public IVideoSegments Segments => host.Segments;

    public IReports Reports => host.Reports;

    public IExports Exports => host.Exports;

    public ValueTask<Answer<AuditContent>> CollectAuditAsync(string requestId, bool withClips, CancellationToken cancellationToken) =>
        host.Audits.CollectAsync(requestId, withClips, cancellationToken);

    public Task<Stream> OpenClipAsync(AuditClip clip, CancellationToken cancellationToken) => host.OpenClipAsync(clip, cancellationToken);

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) =>
        host.Ledger.FindRequestAsync(requestId, cancellationToken);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) =>
        host.Ledger.ListRequestsAsync(limit, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) =>
        host.Ledger.ListJobsAsync(requestId, cancellationToken);

    public ValueTask<JsonArray> ReadRecordsAsync(string collection, int limit, string? id, CancellationToken cancellationToken) =>
        host.Records.ReadAsync(collection, limit, id, cancellationToken);

    public ValueTask<RecordBacklog> ReadRecordBacklogAsync(CancellationToken cancellationToken) =>
        host.RecordDelivery.ReadBacklogAsync(cancellationToken);

    public async ValueTask<bool> RetryRecordsAsync(CancellationToken cancellationToken)
    {
        await host.RecordDelivery.RetryAsync(cancellationToken);
        return host.RecordDelivery.IsOn;
    }

    public async ValueTask<Answer<SynthesisAnswer>> RedeliverAsync(string jobId, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        await host.Redelivery.BeginAsync(jobId, cancellationToken) switch
        {
            Answer<string>.Given given => await host.Segments.GetAsync(given.Value, ForRedelivery, progress, cancellationToken),
            Answer<string>.Refused refused => new Answer<SynthesisAnswer>.Refused(refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException("A redelivery begins or is refused."),
        };

    public ValueTask<Answer<Job>> SettleAsync(string jobId, string billed, string who, string? why, CancellationToken cancellationToken) =>
        host.Settlement.SettleAsync(jobId, billed, who, why, cancellationToken);

    public ValueTask FetchClipAsync(VideoSegment segment, string path, CancellationToken cancellationToken) =>
        FetchAsync(segment.ProviderMetadata.JobId, segment.MediaStatus is MediaStatus.Stored, new Uri(segment.VideoUrl), segment.Sha256, segment.FileSize, path, cancellationToken);

    public ValueTask FetchClipAsync(Job job, string path, CancellationToken cancellationToken) =>
        FetchAsync(job.Id, job.Clip!.Stored, job.Clip.Address, job.Clip.Sha256, job.Clip.FileSize, path, cancellationToken);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async ValueTask FetchAsync(string jobId, bool isStored, Uri address, string proved, long size, string path, CancellationToken cancellationToken)
    {
        // A clip that is not stored was proved in its work file; the provider may hand out something else today.
        string kept = host.Services.Options.WorkFile(jobId);
        Uri source = !isStored && ClipFetcher.Holds(kept, proved) ? new Uri(kept) : address;
        ClipFetcher fetcher = isStored ? host.StoredClips : host.Services.Clips;
        string arriving = $"{path}.part";
        try
        {
            ClipFetcher.Discard(arriving);
            (string sha256, long bytes) = await fetcher.FetchAsync(source, arriving, cancellationToken);
            if (sha256 != proved)
            {
                throw new IOException($"{(source.IsFile ? source.LocalPath : source.Host)} hands out {bytes} bytes that are not the clip that was proved ({size} bytes).");
            }

            File.Move(arriving, path, overwrite: true);
        }
        finally
        {
            ClipFetcher.Discard(arriving);
        }
    }
}
