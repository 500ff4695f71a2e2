using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class SubmittingTests : StageTest
{
    private Task? _hanging;

    [Theory]
    [InlineData(15, 0.3, 0)] // a cent more or less in the last place is none
    [InlineData(20, 0.4, 1)]
    [InlineData(10, 0.3, 1)]
    public async Task What_the_provider_expects_to_bill_is_set_aside_where_it_is_more_than_planned(int units, double reserved, int notes)
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { ModelPresets = [.. MemoryCatalog.Config().ModelPresets.Select(p => p with { Price = p.Price with { Unit = new BillingUnit { Name = "credit", Usd = 0.02m, Source = "test" } } })] });
        Provider.OnSubmit = submission => new SubmitResult.Accepted(ScriptedProvider.JobOf(submission.JobId)) { EstimatedUnits = units };

        Job job = (await SubmittedAsync())[0];

        job.ReservedUsd.ShouldBe((decimal)reserved);
        (await NotesAsync(job, "note")).Count(n => n.StartsWith("The provider expects to bill", StringComparison.Ordinal)).ShouldBe(notes);
    }

    [Theory]
    [InlineData("1e20")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("100001")]
    public async Task An_estimate_that_can_be_none_costs_no_order(string units)
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { ModelPresets = [.. MemoryCatalog.Config().ModelPresets.Select(p => p with { Price = p.Price with { Unit = new BillingUnit { Name = "credit", Usd = 0.02m, Source = "test" } } })] });
        decimal said = decimal.Parse(units, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
        Provider.OnSubmit = submission => new SubmitResult.Accepted(ScriptedProvider.JobOf(submission.JobId)) { EstimatedUnits = said };

        Job job = (await SubmittedAsync())[0];

        (job.State, job.ReservedUsd).ShouldBe((JobState.Queued, job.Price.Of(job.SlotSeconds)));
        job.ProviderJob.ShouldNotBeNull();
        (await NotesAsync(job, "note")).ShouldContain(n => n.StartsWith("The provider's estimate can be none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_seed_that_was_sent_is_kept_unless_the_provider_tells_another()
    {
        Provider.OnPrepare = order => new PrepareResult.Ready($$"""{"seed":{{order.Seed}}}""");
        Job[] jobs = await SubmittedAsync(2);
        jobs.Select(j => j.Seed).ShouldAllBe(seed => seed != null && seed >= 0 && seed <= int.MaxValue);
        jobs[0].Seed.ShouldNotBe(jobs[1].Seed);

        Provider.Finish(jobs[0].Id);
        Provider.Say(jobs[1].Id, new JobStatus.Succeeded(ScriptedProvider.ClipOf(jobs[1].Id) with { Response = """{"seed":7}""" }));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await Agent.JobAsync(jobs[0].Id)).Seed.ShouldBe(jobs[0].Seed);
        (await Agent.JobAsync(jobs[1].Id)).Seed.ShouldBe(7);
    }

    [Fact]
    public async Task A_segment_is_submitted_once_followed_and_delivered()
    {
        Job[] jobs = await SubmittedAsync(3);
        (await Agent.AnswerAsync(jobs[0].RequestId)).FailedSegments.ShouldAllBe(s => s.Error == FailureError.ProviderPending);
        foreach (Job job in jobs)
        {
            Provider.Say(job.Id, new JobStatus.Running(0.5), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));
        }

        await Agent.AdvanceAsync(Seconds(20));

        SynthesisAnswer answer = await Agent.AnswerAsync(jobs[0].RequestId);
        answer.Status.ShouldBe(RequestStatus.Finished);
        answer.VideoSegments.Select(s => s.SegmentId).ShouldBe(["SEGMENT_1", "SEGMENT_2", "SEGMENT_3"]);
        answer.VideoSegments.ShouldAllBe(s => s.MediaStatus == MediaStatus.Stored && File.Exists(new Uri(s.VideoUrl).LocalPath));
        jobs.ShouldAllBe(j => Provider.Count("submit", j.Id) == 1);
        (await PathAsync(jobs[0])).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Running, JobState.Downloading, JobState.Succeeded]);
        Directory.GetFiles(Path.Combine(Stage.Home, "work")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_takes_a_job_while_it_is_being_sent()
    {
        AgentProcess second = Stage.StartProcess();
        ClaimedJob? taken = null;
        Provider.BeforeAccept = async submission => taken ??= await second.Ledger.ClaimAsync(
            submission.JobId, "second", Time.GetUtcNow(), Time.GetUtcNow() + Seconds(60), wake: true, CancellationToken.None);

        Job job = (await SubmittedAsync())[0];

        taken.ShouldBeNull();
        (job.State, Provider.Count("submit", job.Id)).ShouldBe((JobState.Queued, 1));
    }

    [Theory]
    [InlineData("""{"request_id":"r1"}""")]
    [InlineData(null)]
    public async Task The_answer_to_a_submit_is_kept(string? response)
    {
        Provider.OnSubmit = submission => new SubmitResult.Accepted(ScriptedProvider.JobOf(submission.JobId)) { Response = response };
        (await SubmittedAsync())[0].Responses.ShouldBe(response is null ? null : new ProviderResponses { Submit = response });
    }

    [Fact]
    public async Task What_was_prepared_is_sent_and_looked_for_later()
    {
        const string Payload = """{"seed":7}""";
        var sent = new List<Submission>();
        Provider.OnPrepare = _ => new PrepareResult.Ready(Payload);
        Provider.OnSubmit = submission =>
        {
            sent.Add(submission);
            return new SubmitResult.Unknown("The line broke.");
        };
        Provider.OnFind = submission =>
        {
            sent.Add(submission);
            return new FindResult.Found(ScriptedProvider.JobOf(submission.JobId));
        };
        await SubmittedAsync();

        await Agent.AdvanceAsync(Seconds(11));

        sent.Select(s => s.Payload).ShouldBe([Payload, Payload]);
        sent[1].ShouldBe(sent[0]);
    }

    [Fact]
    public async Task A_process_that_dies_between_the_intent_and_the_provider_leaves_a_job_that_never_arrived()
    {
        Job job = await DieInSubmitAsync(() => Provider.BeforeAccept = _ => new TaskCompletionSource().Task);

        await NextLifeAsync(Seconds(61));

        Provider.Count("submit", job.Id).ShouldBe(1);
        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.Failure!.Error, ended.Failure.Billed).ShouldBe((JobState.Failed, FailureError.ProviderUnreachable, Billed.No));
        (ended.ReservedUsd, ended.BilledUsd).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_process_that_dies_between_acceptance_and_our_commit_leaves_a_job_that_is_found_again()
    {
        Job job = await DieInSubmitAsync(() => Provider.AfterAccept = _ => new TaskCompletionSource().Task);
        Provider.Finish(job.Id);

        await NextLifeAsync(Seconds(61));

        Provider.Count("submit", job.Id).ShouldBe(1);
        (await PathAsync(job)).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Downloading, JobState.Succeeded]);
    }

    [Fact]
    public async Task The_lease_protects_a_submit_that_is_still_on_its_way()
    {
        Job job = await DieInSubmitAsync(() => Provider.BeforeAccept = _ => new TaskCompletionSource().Task);

        await NextLifeAsync(Seconds(59));

        Provider.Count("find", job.Id).ShouldBe(0);
        (await StateAsync(job)).ShouldBe(JobState.Submitting);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_never_sent_again()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Not listed yet.");
        Job job = (await SubmittedAsync())[0];
        job.State.ShouldBe(JobState.SubmissionUnknown);
        (await Agent.AnswerAsync(job.RequestId)).FailedSegments[0].Error.ShouldBe(FailureError.SubmissionUnknown);

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));
        Provider.OnFind = null;
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_submission_that_nobody_can_find_out_about_ends_and_keeps_its_reservation()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Never.");
        Job job = (await SubmittedAsync())[0];

        await Agent.AdvanceAsync(TimeSpan.FromHours(49));

        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.Failure!.Error, ended.ReservedUsd, ended.BilledUsd).ShouldBe((JobState.Expired, FailureError.SubmissionUnknown, 0.3m, null));
    }

    [Fact]
    public async Task A_provider_that_throws_at_a_submit_gave_no_answer()
    {
        Provider.AfterAccept = _ => throw new InvalidOperationException("A defect.");
        Job job = (await SubmittedAsync())[0];
        job.State.ShouldBe(JobState.SubmissionUnknown);

        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Queued);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_to_the_submit_that_comes_after_the_job_was_given_up_is_not_thrown_away()
    {
        var gate = new TaskCompletionSource();
        Job job = await DieInSubmitAsync(() => Provider.BeforeAccept = _ => gate.Task);
        // The process stood still (a laptop that slept); another one finds nothing and ends the job.
        AgentProcess other = await NextLifeAsync(Seconds(61));
        (await StateAsync(job)).ShouldBe(JobState.Failed);

        Provider.Finish(job.Id);
        gate.SetResult();
        await _hanging!.WaitAsync(Limit);
        await other.TakeUpAsync();

        (await PathAsync(job)).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Failed, JobState.Queued]);
        Agent.Schedule.Add(job.Id, (await Agent.JobAsync(job.Id)).NextTickAt!.Value);
        await Agent.AdvanceAsync(Seconds(10));
        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.BilledUsd, delivered.ReservedUsd).ShouldBe((JobState.Succeeded, 0.3m, 0));
    }

    [Fact]
    public async Task With_room_for_one_the_segments_go_one_after_the_other()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { MaxParallel = 1 });
        Job[] jobs = await SubmittedAsync(3);
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
        foreach (Job job in jobs)
        {
            Provider.Finish(job.Id);
        }

        await Agent.AdvanceAsync(Seconds(30));

        (await Agent.AnswerAsync(jobs[0].RequestId)).VideoSegments.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_job_whose_preset_was_taken_away_is_followed_and_delivered()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        Stage.Catalog.Publish(null);

        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_planned_job_whose_preset_was_taken_away_fails_before_it_costs_anything()
    {
        Job job = (await Agent.OrderAsync())[0];
        Stage.Catalog.Publish(null);

        await Agent.RunAsync();

        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.Failure!.Billed, ended.BilledUsd).ShouldBe((JobState.Failed, Billed.No, 0));
        Provider.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_still_is_named_by_its_frame()
    {
        Provider.OnPrepare = _ => new PrepareResult.Refused(new ProviderFailure(FailureError.ProviderError, "The picture is refused.", Billed.No) { StillIndex = 0 });
        Job job = (await SubmittedAsync())[0];
        job.Failure!.Message.ShouldBe("The picture is refused. (still of frame 'SCENE_1_SHOT_1')");
    }

    /// <summary>Takes the step that submits and leaves it hanging.</summary>
    private async Task<Job> DieInSubmitAsync(Action hang)
    {
        hang();
        Job job = (await Agent.OrderAsync())[0];
        Agent.Schedule.TryTake(out string jobId, out _).ShouldBeTrue();
        _hanging = Agent.StepAsync(jobId);
        while (Provider.Count("submit", job.Id) == 0)
        {
            await Task.Yield();
        }

        (await StateAsync(job)).ShouldBe(JobState.Submitting);
        return job;
    }

    /// <summary>The process stops; another takes up what is unfinished, some time after.</summary>
    private async Task<AgentProcess> NextLifeAsync(TimeSpan after)
    {
        Agent.Time.IsFrozen = true;
        Time.Advance(after);
        AgentProcess next = Stage.StartProcess();
        await next.TakeUpAsync();
        return next;
    }
}
