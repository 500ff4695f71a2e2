using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Tests.Choosing;

/// <summary>A provider that must not be called while plans are compared: every call that could leave the machine is counted.</summary>
internal sealed class SilentProvider(string name, bool usesTrainedModel = true) : IVideoProvider
{
    private int _calls;

    public string Name => name;

    public bool UsesTrainedModel => usesTrainedModel;

    /// <summary>What it lacks; null for nothing.</summary>
    public Problem? Lack { get; set; }

    /// <summary>Calls so far.</summary>
    public int Calls => _calls;

    public Problem? Lacks(ProviderConfig config) => Lack;

    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => Called<ImmutableArray<Problem>>([]);

    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken) => Called<PrepareResult>(new PrepareResult.Ready("{}"));

    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken) => Called<SubmitResult>(new SubmitResult.Accepted(new ProviderJob("p", submission.Model)));

    public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) => Called<JobStatus>(new JobStatus.Queued(0));

    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => Called(CancelResult.Requested);

    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) => Called<FindResult>(new FindResult.Absent());

    private ValueTask<T> Called<T>(T answer)
    {
        Interlocked.Increment(ref _calls);
        return ValueTask.FromResult(answer);
    }
}
