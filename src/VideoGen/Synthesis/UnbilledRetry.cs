using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Planning;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// Orders a segment once more that failed at its provider without being billed, where the settings allow that: as a take of its own, through the same
/// checks as every order, with a key that makes two of them impossible. Never after a refusal, or what may have been one: only where the provider speaks
/// of its own machines. Never twice, never dearer than it was planned.
/// </summary>
internal sealed class UnbilledRetry(AgentServices services, IJobSchedule schedule)
{
    private readonly AgainPlanner _planner = new(services);
    private readonly Admission _admission = new(services);

    /// <summary>What a plan says of it; null where it is not allowed or costs nothing.</summary>
    public static string? Decision(AgentOptions options, PlanAnswer plan) => !options.RetryUnbilled || plan.EstimatedCostUsd == 0 ? null
        : "A segment that fails at its provider without being billed is ordered once more by itself, within the caps (providers.retry_unbilled).";

    /// <summary>The same commit, saying what follows, where something does.</summary>
    public JobCommit WithNotice(JobCommit commit, ClaimedJob claimed) => !Follows(commit.Next) || claimed.CancelRequested ? commit : commit with
    {
        Next = commit.Next with
        {
            Failure = commit.Next.Failure! with { NextStep = $"It is ordered once more by itself, if the caps allow it, with the request_key {KeyOf(commit.Next)}. Look at your newest requests before you order it again." },
        },
    };

    /// <summary>Orders it, where it is one of those.</summary>
    public async Task OrderAsync(Job job)
    {
        if (!Follows(job) || await services.Ledger.FindRequestAsync(job.RequestId, CancellationToken.None) is not { CancelRequestedAt: null } request)
        {
            return;
        }

        var order = new JsonObject
        {
            ["again"] = new JsonObject { ["request_id"] = job.RequestId, ["segment_id"] = job.SegmentId, ["reason"] = "retry" },
            ["video_settings"] = new JsonObject { ["max_cost_usd"] = job.Price.Of(job.SlotSeconds) },
            ["request_key"] = KeyOf(job),
            ["another_take"] = true,
        };
        var call = new SynthesisCall(Encoding.UTF8.GetBytes(order.ToJsonString())) { Caller = request.Caller, Part = "Ordered by itself, because the earlier take failed without being billed." };
        AgainPlan plan = await _planner.PlanAsync(order, call, CancellationToken.None);
        if (plan is not { Storyboard: { } storyboard, Result: PlanResult.Planned planned }
            || await _admission.AdmitAsync(storyboard, planned, call, null, CancellationToken.None) is not Admitted.Yes { RequestId: var id })
        {
            return; // a cap, a price, a model that is gone: people decide
        }

        foreach (Job variant in await services.Ledger.ListJobsAsync(id, CancellationToken.None))
        {
            schedule.TickAt(variant.Id, services.Time.GetUtcNow(), NextStep.KindOf(variant));
        }
    }

    // A chain ends where a link of it failed: what was to begin with it is given up, and one clip alone is of no use.
    private bool Follows(Job job) => services.Options.RetryUnbilled
        && job is not { Continuity: Continuity.Chain, IsContinued: true }
        && job is { State: JobState.Failed, ProviderJob: not null, Again: null, IsFree: false, Failure: { Error: FailureError.ProviderError, Billed: Billed.No, Retryable: true } };

    private static string KeyOf(Job job) => $"retry_{job.Id}";
}
