using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Ledger.Bench;

/// <summary>A request of one job from its acceptance to its end, by the very calls of the ledger that the agent makes, with a flush where it waits for one.</summary>
internal sealed class JobLife(SqlLedger ledger, string owner)
{
    /// <summary>Lives it.</summary>
    public async Task RunAsync(string name)
    {
        NewRequest request = Samples.Request(name, 1);
        await ledger.CreateAsync(request with { ProjectCapUsd = 1_000_000, DayCapUsd = 1_000_000, MaxInFlight = 10_000 }, default);
        string id = request.Jobs[0].Id;

        // The intent, which is flushed with the request before anything is sent; then what the provider answered.
        Job job = (await ClaimAsync(id)).Job;
        JobCommit intent = Samples.Step(job, JobState.Submitting);
        await ledger.BeginSubmitAsync(intent, 3, default);
        JobCommit queued = Samples.Step(intent.Next, JobState.Queued);
        await CommitAsync(queued with { Next = queued.Next with { SubmittedAt = Samples.Start, ProviderJob = new ProviderJob("p-" + name, "animatic/pan") } });
        await ledger.FlushAsync(default);

        // Two looks: one that says something, and one that says nothing new.
        await ledger.FollowAsync(id, owner, Now, Now.AddMinutes(1), default);
        await CommitAsync(Samples.Step((await ClaimAsync(id)).Job, JobState.Running));
        await ledger.FollowAsync(id, owner, Now, Now.AddMinutes(1), default);
        await ledger.FollowAsync(id, owner, Now, Now.AddMinutes(1), default);

        // The webhook, which is thanked for once it is on disk; then the clip.
        await ledger.ReceiveAsync(Samples.Delivery("d-" + name, id), default);
        await ledger.FlushAsync(default);
        ClaimedJob claimed = await ClaimAsync(id);
        await CommitAsync(Samples.Step(claimed.Job, JobState.Downloading) with { Handled = [.. claimed.Deliveries.Select(d => d.Id)] });
        job = (await ClaimAsync(id)).Job;
        await ledger.ReserveTakeAsync(job, 0, default);
        await CommitAsync(Samples.Step(job, JobState.Succeeded));
        await ledger.FlushAsync(default);
    }

    private static DateTimeOffset Now => Samples.Start.AddSeconds(1);

    private async Task<ClaimedJob> ClaimAsync(string id) =>
        await ledger.ClaimAsync(id, owner, Now, Now.AddMinutes(1), wake: true, default) ?? throw new InvalidOperationException($"{id} was not to be had.");

    private async Task CommitAsync(JobCommit commit)
    {
        if (!await ledger.CommitAsync(commit, default))
        {
            throw new InvalidOperationException($"{commit.Next.Id} was changed by somebody else.");
        }
    }
}
