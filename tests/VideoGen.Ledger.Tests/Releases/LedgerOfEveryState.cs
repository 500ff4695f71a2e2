using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Releases;

/// <summary>What a ledger in use holds: a request of one job for every state a job can have, each joined by an order, and a delivery nobody has acted on.</summary>
public static class LedgerOfEveryState
{
    /// <summary>Jobs <c>job_{state}_0</c>, as their requests <c>req_{state}</c> have them.</summary>
    public static string JobId(JobState state) => $"job_{state}_0";

    /// <summary>Fills a new ledger.</summary>
    public static async Task FillAsync(SqlLedger ledger, CancellationToken cancellationToken)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            await FillAsync(ledger, state, cancellationToken);
        }

        await ledger.ReceiveAsync(Samples.Delivery("delivery-1", JobId(JobState.Queued)), cancellationToken);
    }

    private static async Task FillAsync(SqlLedger ledger, JobState state, CancellationToken cancellationToken)
    {
        var request = Samples.Request($"{state}", 1);
        request = request with { Request = request.Request with { RequestKey = $"key-{state}", OrderHash = $"order-{state}" } };
        await ledger.CreateAsync(request, cancellationToken);
        var again = request.Request with { Id = $"req_again-{state}", RequestKey = $"joined-{state}", InputHash = $"input-again-{state}" };
        await ledger.CreateAsync(request with { Request = again }, cancellationToken);
        if (state is JobState.Planned)
        {
            return;
        }

        var step = Samples.Step(request.Jobs[0], state);
        var paid = step.Next with { SubmittedAt = Samples.Start, Payload = """{"prompt":"slow push-in"}""" };
        paid = state switch
        {
            JobState.Submitting or JobState.SubmissionUnknown => paid,
            JobState.NotAttempted => step.Next with { ReservedUsd = 0, Failure = new JobFailure(FailureError.NotAttempted, "Another segment failed.", Billed.No, "Send it again.") },
            JobState.Failed or JobState.Cancelled or JobState.Expired => paid with { ReservedUsd = 0, Failure = new JobFailure(FailureError.ProviderError, "The provider failed.", Billed.Yes, "Send it again.") },
            _ => paid with { ProviderJob = new ProviderJob("provider-" + state, "animatic/pan") },
        };
        if (state is JobState.Downloading or JobState.Succeeded)
        {
            await ledger.ReserveTakeAsync(paid, above: 0, cancellationToken);
            paid = paid with { ReservedUsd = 0, BilledUsd = 0.4m, BilledSeconds = 4, ProviderClip = new ProviderClip(new Uri("https://clips.example.com/1.mp4")) };
        }

        if (state is JobState.Succeeded)
        {
            paid = paid with { Clip = Samples.Clip() with { Stored = true } };
        }

        await ledger.CommitAsync(step with { Next = paid }, cancellationToken);
        if (state is JobState.Running)
        {
            var now = Samples.Start.AddDays(1);
            await ledger.FollowAsync(JobId(state), "a process of that time", now, now.AddMinutes(1), cancellationToken);
        }
    }
}
