using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>Segments that go over into each other: what is ordered when, and what is not bought after a link that failed.</summary>
public sealed class ContinuityTests : StageTest
{
    [Fact]
    public async Task A_link_is_ordered_when_the_clip_before_it_is_delivered_and_begins_with_its_last_frame()
    {
        var firsts = new Dictionary<string, string>();
        Provider.OnPrepare = order =>
        {
            firsts[order.JobId] = order.Stills[0].Sha256;
            return new PrepareResult.Ready("{}");
        };
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Scene(3, "chain"))];
        jobs.Length.ShouldBe(2);
        await Agent.RunAsync();
        Submits(jobs).ShouldBe([1, 0]);

        await FinishAsync(jobs[0]);
        Submits(jobs).ShouldBe([1, 1]);
        Job first = await Agent.JobAsync(jobs[0].Id);
        firsts[jobs[1].Id].ShouldBe(first.Clip!.LastFrame!.Sha256);
        first.Clip.LastFrame.Sha256.ShouldNotBe(jobs[1].Stills[0].Sha256);
        File.Exists(first.Clip.LastFrame.LocalPath).ShouldBeTrue();
        (await Agent.JobAsync(jobs[1].Id)).Stills[0].FrameId.ShouldBe("SCENE_1_SHOT_2");

        await FinishAsync(jobs[1]);
        SynthesisAnswer answer = await Agent.AnswerAsync(jobs[0].RequestId);
        Seam seam = answer.Seams.ShouldNotBeNull().ShouldHaveSingleItem();
        (seam.From, seam.To, seam.Ssim, seam.Warning).ShouldBe(("SEGMENT_1", "SEGMENT_2", 1m, null));
        answer.VideoSegments[1].ProviderMetadata.Seams.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(seam);
        (await NotesAsync(jobs[1], "note")).ShouldContain(n => n.StartsWith("Seam SEGMENT_1 to SEGMENT_2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_behind_one_that_failed_are_not_bought()
    {
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Scene(4, "chain", "settle"))];
        await Agent.RunAsync();
        Provider.Say(jobs[0].Id, Failed("It broke."));
        await Agent.AdvanceAsync(Seconds(30));

        Submits(jobs).ShouldBe([1, 0, 0]);
        (await StateAsync(jobs[1])).ShouldBe(JobState.NotAttempted);
        Job last = await Agent.JobAsync(jobs[2].Id);
        (last.State, last.Failure!.Billed, last.BilledUsd, last.ReservedUsd).ShouldBe((JobState.NotAttempted, Billed.No, 0m, 0m));
        last.Failure.Message.ShouldContain("begins with the last frame of the clip of SEGMENT_2, which was not delivered");
    }

    [Fact]
    public async Task A_chain_ends_where_a_last_frame_cannot_be_read_and_the_clip_is_delivered()
    {
        Stage.Finisher.BeforeTake = () => throw new IOException("ffmpeg ended with 1.");
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Scene(3, "chain"))];
        await Agent.RunAsync();
        await FinishAsync(jobs[0]);

        (await StateAsync(jobs[0])).ShouldBe(JobState.Succeeded);
        (await StateAsync(jobs[1])).ShouldBe(JobState.NotAttempted);
        Submits(jobs).ShouldBe([1, 0]);
        (await Agent.AnswerAsync(jobs[0].RequestId)).VideoSegments.ShouldHaveSingleItem().Notes.ShouldContain(n => n.Contains("ffmpeg ended with 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shared_keyframes_are_ordered_at_once_and_each_seam_is_measured()
    {
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Scene(4, "shared_keyframe"))];
        jobs.Select(j => string.Join('+', j.FrameIds)).ShouldBe(["SCENE_1_SHOT_1+SCENE_1_SHOT_2", "SCENE_1_SHOT_2+SCENE_1_SHOT_3", "SCENE_1_SHOT_3+SCENE_1_SHOT_4"]);
        await Agent.RunAsync();
        Submits(jobs).ShouldBe([1, 1, 1]);

        foreach (Job job in jobs.Reverse())
        {
            await FinishAsync(job);
        }

        SynthesisAnswer answer = await Agent.AnswerAsync(jobs[0].RequestId);
        answer.Seams.ShouldNotBeNull().Select(s => (s.From, s.To)).ShouldBe([("SEGMENT_1", "SEGMENT_2"), ("SEGMENT_2", "SEGMENT_3")]);
        answer.Frames.Select(f => (f.FrameId, f.SegmentId)).ShouldBe([("SCENE_1_SHOT_1", "SEGMENT_1"), ("SCENE_1_SHOT_2", "SEGMENT_1"), ("SCENE_1_SHOT_3", "SEGMENT_2"), ("SCENE_1_SHOT_4", "SEGMENT_3")]);
        Stage.Finisher.Taken.ShouldBe(0);
    }

    public static TheoryData<int> Moments { get; } = [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Whenever_a_process_dies_a_chain_goes_on_and_nothing_is_bought_twice(int moment)
    {
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Scene(3, "chain"))];
        int calls = 0;
        Agent.Ledger.Before = _ => ++calls * 2 - 1 >= moment ? Die() : Task.CompletedTask;
        Agent.Ledger.After = _ => calls * 2 >= moment ? Die() : Task.CompletedTask;
        foreach (Job job in jobs)
        {
            Provider.Finish(job.Id);
        }

        try
        {
            await Agent.AdvanceAsync(TimeSpan.FromMinutes(2));
        }
        catch (OperationCanceledException)
        {
            // It died.
        }

        AgentProcess next = Stage.StartProcess();
        Time.Advance(Seconds(61));
        await next.TakeUpAsync();
        await next.AdvanceAsync(TimeSpan.FromMinutes(10));

        SynthesisAnswer answer = await next.AnswerAsync(jobs[0].RequestId);
        answer.Status.ShouldBe(RequestStatus.Finished);
        answer.Cost.ReservedUsd.ShouldBe(0);
        foreach (Job job in jobs)
        {
            int submits = Provider.Count("submit", job.Id);
            submits.ShouldBeLessThanOrEqualTo(1);
            Job end = await next.JobAsync(job.Id);
            if (submits == 1)
            {
                end.State.ShouldBe(JobState.Succeeded);
            }
            else
            {
                end.Failure!.Billed.ShouldBe(Billed.No); // the intent was on disk, and it died before it was sent
            }
        }

        if (Provider.Count("submit", jobs[1].Id) == 1)
        {
            (await next.JobAsync(jobs[1].Id)).Stills[0].Sha256.ShouldBe((await next.JobAsync(jobs[0].Id)).Clip!.LastFrame!.Sha256);
            answer.Seams.ShouldNotBeNull().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_plan_tells_the_way_and_the_price()
    {
        PlanAnswer plan = await PlannedAsync(SampleOrders.Scene(4, "chain"));
        plan.Segments.Select(s => s.Continues).ShouldBe([null, "SEGMENT_1", "SEGMENT_2"]);
        plan.Decisions.ShouldContain(d => d.StartsWith("Continuity chain: segments of a scene are made one after the other", StringComparison.Ordinal) && d.Contains("in place of 2 for", StringComparison.Ordinal));
        plan.Segments[1].Decisions.ShouldContain(d => d.Contains("not at all if that is not", StringComparison.Ordinal));
        plan.Batches.ShouldHaveSingleItem().FrameIds.Length.ShouldBe(4);

        PlanAnswer shared = await PlannedAsync(SampleOrders.Scene(4, "shared_keyframe"));
        shared.PlanHash.ShouldNotBe(plan.PlanHash);
        shared.EstimatedCostUsd.ShouldBe(plan.EstimatedCostUsd);
        PlanAnswer none = await PlannedAsync(SampleOrders.Scene(4, "none"));
        (none.Segments.Length, none.Segments.All(s => s.Continues is null)).ShouldBe((2, true));
    }

    [Fact]
    public async Task A_scene_too_long_for_a_request_is_cut_where_a_frame_is_shared()
    {
        JsonObject whole = SampleOrders.Scene(6, "shared_keyframe");
        Refusal refusal = await RefusedAsync(whole);
        BatchPlan[] batches = [.. refusal.Batches.ShouldNotBeNull()];
        batches.Select(b => string.Join(' ', b.FrameIds.Select(f => f[^1]))).ShouldBe(["1 2 3 4", "4 5 6"]);
        foreach (BatchPlan batch in batches)
        {
            JsonObject part = SampleOrders.Scene(6, "shared_keyframe");
            foreach (string list in new[] { "generated_frames", "storyboard_frames" })
            {
                part[list] = new JsonArray([.. part[list]!.AsArray().Where(f => batch.FrameIds.Contains((string)f!["frame_id"]!)).Select(f => f!.DeepClone())]);
            }

            (await PlannedAsync(part)).PlanHash.ShouldBe(batch.PlanHash);
        }
    }

    [Theory]
    [InlineData("continuity", "endless", "/video_settings/continuity", "not_allowed")]
    [InlineData("grouping", "single", "/video_settings/continuity", "settings_contradict")]
    [InlineData("finishing", "none,trim", "/video_settings/finishing", "settings_contradict")]
    [InlineData("finishing", "trim", "/video_settings/finishing", "settings_contradict")]
    public async Task Settings_that_cannot_hold_together_are_told_with_a_way_out(string member, string value, string pointer, string code)
    {
        JsonObject request = SampleOrders.Scene(3, "shared_keyframe", seconds: 2.5);
        request["video_settings"]![member] = member == "finishing" ? new JsonArray([.. value.Split(',').Select(v => (JsonNode)v)]) : value;

        Problem problem = (await RefusedAsync(request)).Problems.First(p => p.Pointer == pointer);

        problem.Code.ShouldBe(code);
        problem.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_chain_needs_something_that_decodes()
    {
        Stage.Finisher.Fault = "there is no ffmpeg.";
        (await RefusedAsync(SampleOrders.Scene(3, "chain"))).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.FfmpegMissing);
    }

    private async Task FinishAsync(Job job)
    {
        Provider.Finish(job.Id);
        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();
    }

    private int[] Submits(Job[] jobs) => [.. jobs.Select(j => Provider.Count("submit", j.Id))];

    private async Task<PlanAnswer> PlannedAsync(JsonObject request) =>
        (await Agent.Segments.PlanAsync(SampleOrders.Call(request), CancellationToken.None)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

    private async Task<Refusal> RefusedAsync(JsonObject request) =>
        (await Agent.Segments.PlanAsync(SampleOrders.Call(request), CancellationToken.None)).ShouldBeOfType<Answer<PlanAnswer>.Refused>().Refusal;

    private Task Die()
    {
        Agent.Time.IsFrozen = true;
        return Task.FromCanceled(new CancellationToken(canceled: true));
    }
}
