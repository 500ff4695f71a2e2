using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Telemetry;

/// <summary>A provider whose calls are counted, by operation and by what went wrong.</summary>
internal sealed class MeasuredProvider(IVideoProvider provider, AgentMetrics metrics) : IVideoProvider
{
    public string Name => provider.Name;

    public string WebhookName => provider.WebhookName;

    public bool CanCancel => provider.CanCancel;

    public bool CallsBack => provider.CallsBack;

    public TimeSpan ShortestPoll => provider.ShortestPoll;

    public bool RenewsClipAddresses => provider.RenewsClipAddresses;

    public bool UsesTrainedModel => provider.UsesTrainedModel;

    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => provider.CheckAsync(cancellationToken);

    public Problem? Lacks(ProviderConfig config) => provider.Lacks(config);

    public ValueTask<KeyAnswer?> AskKeyAsync(CancellationToken cancellationToken) => provider.AskKeyAsync(cancellationToken);

    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken) =>
        CountAsync("prepare", provider.PrepareAsync(order, cancellationToken), result => result is PrepareResult.Refused refused ? TelemetryNames.Word(refused.Failure.Error) : null);

    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken) =>
        CountAsync("submit", provider.SubmitAsync(submission, cancellationToken), result => result switch
        {
            SubmitResult.Refused refused => TelemetryNames.Word(refused.Failure.Error),
            SubmitResult.Unknown => "submission_unknown",
            _ => null,
        });

    public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) =>
        CountAsync("status", provider.GetStatusAsync(job, cancellationToken), ErrorOf);

    public ValueTask<JobStatus> GetResultAsync(ProviderJob job, CancellationToken cancellationToken) =>
        CountAsync("result", provider.GetResultAsync(job, cancellationToken), ErrorOf);

    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) =>
        CountAsync("cancel", provider.CancelAsync(job, cancellationToken), result => result is CancelResult.Unreachable ? "unreachable" : null);

    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        CountAsync("find", provider.FindAsync(submission, submittedAt, cancellationToken), result => result is FindResult.Unavailable ? "unreachable" : null);

    public void SignIn(HttpRequestMessage clip, ProviderJob job) => provider.SignIn(clip, job);

    public DeliveryReading? ReadDelivery(Submission submission, string body) => provider.ReadDelivery(submission, body);

    // A job that failed was read well: its failure is counted where it ends.
    private static string? ErrorOf(JobStatus status) => status switch
    {
        JobStatus.Unreachable => "unreachable",
        JobStatus.Unread => "unread",
        JobStatus.Gone => "gone",
        _ => null,
    };

    private async ValueTask<T> CountAsync<T>(string operation, ValueTask<T> call, Func<T, string?> errorOf)
    {
        string? error = "defect";
        try
        {
            T answer = await call;
            error = errorOf(answer);
            return answer;
        }
        catch (OperationCanceledException)
        {
            error = "cancelled";
            throw;
        }
        finally
        {
            if (metrics.ProviderRequests.Enabled)
            {
                var tags = new TagList { { TelemetryNames.Provider, provider.Name }, { TelemetryNames.Operation, operation } };
                if (error is not null)
                {
                    tags.Add(TelemetryNames.ErrorType, error);
                }

                metrics.ProviderRequests.Add(1, tags);
            }
        }
    }
}
