using System.Net;
using System.Text;
using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Load;

/// <summary>Many jobs at once through the real server, over loopback HTTP; <c>bench/load</c> does the same with ten thousand and a clock.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task A_thousand_jobs_end_once_each_when_their_webhooks_come_in_one_burst()
    {
        await using PaidPath path = await PaidPath.StartAsync("held,webhook-duplicate", concurrency: int.MaxValue);
        await OrderAsync(path, jobs: 1000);
        await UntilAsync(path, JobState.Succeeded, 0, held: 1000);

        await ReleaseAsync(path, 1000);

        await UntilAsync(path, JobState.Succeeded, 1000);
        AssertOnce(path, 1000);
    }

    [Fact]
    public async Task A_burst_over_the_bound_is_answered_at_once_and_loses_nothing()
    {
        await using PaidPath path = await PaidPath.StartAsync(
            "held", concurrency: int.MaxValue, settings: s => s with { Server = s.Server with { MaxConcurrentWebhooks = 1 } });
        await OrderAsync(path, jobs: 300);
        await UntilAsync(path, JobState.Succeeded, 0, held: 300);

        await ReleaseAsync(path, 300);

        await UntilAsync(path, JobState.Succeeded, 300);
        AssertOnce(path, 300);
        path.Truth.Events.ShouldContain(e => e.Kind == TruthKind.WebhookSent && e.Text == "503");
        TruthJob[] thanked = [.. path.Truth.Jobs.Where(j => j.WebhooksAccepted > 0)];
        thanked.ShouldAllBe(j => j.WebhooksAccepted == 1);
    }

    [Fact]
    public async Task A_request_beyond_the_limit_of_jobs_is_told_when_to_come_again_and_is_taken_then()
    {
        await using PaidPath path = await PaidPath.StartAsync("held", settings: s => s with { Jobs = s.Jobs with { MaxInFlight = 3 } });
        await OrderAsync(path, jobs: 3);
        await UntilAsync(path, JobState.Succeeded, 0, held: 3);
        using var http = new HttpClient { BaseAddress = path.Local };
        ReadOnlyMemory<byte> call = new Order { Wait = 0 }.Call().Json;

        using (HttpResponseMessage refused = await PostAsync(http, "v1/segments", call))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
            (await Site.CodeAsync(refused)).ShouldBe(ProblemCodes.TooManyJobs);
        }

        using (HttpResponseMessage plan = await PostAsync(http, "v1/plans", call))
        {
            plan.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        path.Truth.JobsCreated.ShouldBe(3);
        await ReleaseAsync(path, 3);
        await UntilAsync(path, JobState.Succeeded, 3);
        using HttpResponseMessage taken = await PostAsync(http, "v1/segments", call);
        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, ReadOnlyMemory<byte> call)
    {
        using var body = new StringContent(Encoding.UTF8.GetString(call.Span), Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri(path, UriKind.Relative), body);
    }

    private static async Task OrderAsync(PaidPath path, int jobs)
    {
        SynthesisCall two = new Order(2) { Wait = 0 }.Call();
        SynthesisCall one = new Order(1) { Wait = 0 }.Call();
        await Parallel.ForEachAsync(Enumerable.Range(0, (jobs + 1) / 2), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
            (await path.Agent.Segments.SynthesizeAsync(jobs % 2 == 1 && i == 0 ? one : two, null, stop)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>());
    }

    /// <summary>Waits until so many jobs are in a state and so many are held by the provider.</summary>
    private static async Task UntilAsync(PaidPath path, JobState state, int count, int held = 0)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Job[] jobs = [.. await path.Agent.Ledger.ListNewestJobsAsync(10_000, limit.Token)];
            int running = path.Truth.Jobs.Count(j => j.State == "running");
            if (jobs.Count(j => j.State == state) >= count && running >= held)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    private static async Task ReleaseAsync(PaidPath path, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (int released = path.Fal.Release(); released < count; released += path.Fal.Release())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token); // a clip is still on its way
        }
    }

    private static void AssertOnce(PaidPath path, int jobs)
    {
        path.Truth.JobsCreated.ShouldBe(jobs);
        path.Truth.Jobs.Count(j => j.BilledUsd > 0).ShouldBe(jobs);
        Directory.EnumerateFiles(Path.Combine(path.Settings.Home, "media"), "*.mp4", SearchOption.AllDirectories).Count().ShouldBe(jobs);
    }
}
