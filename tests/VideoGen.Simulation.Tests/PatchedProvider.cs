using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Simulation.Tests;

/// <summary>A client of the provider of which single calls are replaced.</summary>
internal sealed class PatchedProvider(IVideoProvider provider) : IVideoProvider
{
    public Func<Submission, ValueTask<SubmitResult>>? Submit { get; init; }

    public Func<ProviderJob, JobStatus, ValueTask<JobStatus>>? Read { get; init; }

    public Func<FindResult, FindResult>? Found { get; init; }

    public Action<HttpRequestMessage>? Sign { get; init; }

    public bool? Cancels { get; init; }

    public string Name => provider.Name;

    public bool CanCancel => Cancels ?? provider.CanCancel;

    public bool CallsBack => provider.CallsBack;

    public TimeSpan ShortestPoll => provider.ShortestPoll;

    public bool RenewsClipAddresses => provider.RenewsClipAddresses;

    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => provider.CheckAsync(cancellationToken);

    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken) => provider.PrepareAsync(order, cancellationToken);

    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken) => Submit?.Invoke(submission) ?? provider.SubmitAsync(submission, cancellationToken);

    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        JobStatus status = await provider.GetStatusAsync(job, cancellationToken).ConfigureAwait(false);
        return Read is null ? status : await Read(job, status).ConfigureAwait(false);
    }

    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => provider.CancelAsync(job, cancellationToken);

    public async ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        FindResult found = await provider.FindAsync(submission, submittedAt, cancellationToken).ConfigureAwait(false);
        return Found?.Invoke(found) ?? found;
    }

    public void SignIn(HttpRequestMessage clip, ProviderJob job)
    {
        if (Sign is not null)
        {
            Sign(clip);
        }
        else
        {
            provider.SignIn(clip, job);
        }
    }

    public DeliveryReading? ReadDelivery(Submission submission, string body) => provider.ReadDelivery(submission, body);
}
