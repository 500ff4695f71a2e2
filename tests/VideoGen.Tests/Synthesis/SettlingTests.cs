using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class SettlingTests : StageTest
{
    public static TheoryData<JobStatus, decimal?, Billed, string> Results => new()
    {
        { Failed(Billed.Yes, 4), 0.6m, Billed.Yes, "The provider's result says that 4 unit(s) were billed: $0.60." },
        { Failed(Billed.Yes, 2.345m), 0.35175m, Billed.Yes, "The provider's result says that 2.345 unit(s) were billed: $0.35175." },
        { Failed(Billed.No, 0), 0, Billed.No, "The provider's result says that nothing was billed." },
        { Failed(Billed.No, null), 0, Billed.No, "The provider's result says what became of the money: nothing was billed." },
        { Failed(Billed.Yes, null), 0.3m, Billed.Yes, "The provider's result says what became of the money: it was billed." },
        { Failed(Billed.Unknown, null), null, Billed.Unknown, "The provider's result does not say what was billed." },
        { new JobStatus.Cancelled(0), 0, Billed.No, "The provider's result says that nothing was billed." },
        { new JobStatus.Cancelled(2), 0.3m, Billed.Yes, "The provider's result says that 2 unit(s) were billed: $0.30." },
        { new JobStatus.Cancelled(), null, Billed.Unknown, "The provider's result does not say what was billed." },
        { new JobStatus.Unreachable("Down."), null, Billed.Unknown, "What was billed could not be read: Down." },
        { new JobStatus.Gone("No such job."), null, Billed.Unknown, "What was billed could not be read: No such job." },
        { new JobStatus.Running(null), null, Billed.Unknown, "The provider's result does not say what was billed." },
        { new JobStatus.Unread("Cut off."), null, Billed.Unknown, "What was billed could not be read: Cut off." },
        { new JobStatus.Unread("Cut off.") { BilledUnits = 2 }, 0.3m, Billed.Yes, "The provider's result says that 2 unit(s) were billed: $0.30." },
        { Lasting(Billed.No), 0, Billed.No, "The provider's result says what became of the money: nothing was billed." },
        { Lasting(Billed.Unknown), null, Billed.Unknown, "What was billed could not be read: Cut off." },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public async Task A_bad_end_told_by_webhook_is_settled_by_the_result(JobStatus status, decimal? usd, Billed billed, string message)
    {
        PublishUnit();
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, status);

        await Agent.DeliverAsync(job.Id, Refusal(job));
        await Agent.RunAsync();

        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.BilledUsd, ended.ReservedUsd, ended.Failure!.Billed).ShouldBe((JobState.Failed, usd, usd is null ? 0.3m : 0, billed));
        (await NotesAsync(job, "note"))[^1].ShouldBe(message);
        (await Agent.Ledger.ListUnsettledAsync(10, CancellationToken.None)).Select(j => j.Id).ShouldBe(usd is null ? [job.Id] : []);
        await Agent.AdvanceAsync(TimeSpan.FromDays(1));
        Provider.Count("status", job.Id).ShouldBe(1, "once, and never again");
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_the_bill()
    {
        Job job = (await SubmittedAsync())[0];
        var gate = new TaskCompletionSource();
        Provider.BeforeStatus = _ => gate.Task;
        await Agent.DeliverAsync(job.Id, Refusal(job));
        Task step = Agent.StepAsync(job.Id);
        while (Provider.Count("status", job.Id) == 0)
        {
            await Task.Yield();
        }

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId);

        (answer.Status, answer.FailedSegments.ShouldHaveSingleItem().Billed).ShouldBe((RequestStatus.Finished, Billed.Unknown));
        step.IsCompleted.ShouldBeFalse();
        Time.Advance(Seconds(20)); // whoever never answers is not waited for
        await step.WaitAsync(Limit);
        (await NotesAsync(job, "note"))[^1].ShouldContain("no answer within 20 s");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_bill_is_the_same_whoever_told_first(bool webhook)
    {
        PublishUnit();
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id) with { BilledUnits = 3 }));
        if (webhook)
        {
            await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        }

        await Agent.AdvanceAsync(Seconds(10));

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.BilledUsd, delivered.BilledUnits, delivered.ReservedUsd).ShouldBe((JobState.Succeeded, 0.45m, 3, 0));
        (await Agent.AnswerAsync(job.RequestId)).Cost.BilledUsd.ShouldBe(0.45m);
    }

    [Fact]
    public async Task A_clip_that_the_result_holds_after_all_is_delivered()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);

        await Agent.DeliverAsync(job.Id, Refusal(job));
        await Agent.RunAsync();

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.Failure, delivered.BilledUsd, delivered.BillToRead).ShouldBe((JobState.Succeeded, null, 0.3m, false));
        (await NotesAsync(job, "state")).ShouldContain("The provider's result holds a clip after all; it is delivered.");
        Provider.Count("status", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_that_is_reported_after_its_job_was_given_up_settles_it()
    {
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(TimeSpan.FromHours(49));
        (await Agent.JobAsync(job.Id)).ReservedUsd.ShouldBe(0.3m);
        Provider.Say(job.Id, Failed(Billed.No, 0));

        await Agent.DeliverAsync(job.Id, Refusal(job));
        await Agent.RunAsync();

        Job settled = await Agent.JobAsync(job.Id);
        (settled.State, settled.BilledUsd, settled.ReservedUsd).ShouldBe((JobState.Expired, 0, 0));
    }

    [Fact]
    public async Task What_a_dead_process_had_still_to_read_is_read_by_the_next()
    {
        Job job = (await SubmittedAsync())[0];
        JobCommit end = (await Agent.JobAsync(job.Id))
            .Fail(JobState.Failed, Failures.From(new ProviderFailure(FailureError.ProviderError, "Refused.", Billed.Unknown), job), Time.GetUtcNow(), EventSource.Webhook)
            .ReadBill();
        (await Agent.Ledger.CommitAsync(end, CancellationToken.None)).ShouldBeTrue();
        Provider.Say(job.Id, Failed(Billed.No, 0));

        await Stage.StartProcess().TakeUpAsync();

        (await Agent.JobAsync(job.Id)).BilledUsd.ShouldBe(0);
    }

    [Theory]
    [InlineData("no", 0, Billed.No, "nothing was billed")]
    [InlineData("yes", 0.3, Billed.Yes, "$0.30, the planned price")]
    [InlineData("0.45", 0.45, Billed.Yes, "$0.45")]
    [InlineData("0", 0, Billed.No, "nothing was billed")]
    public async Task A_person_settles_what_nobody_knows(string said, double usd, Billed billed, string words)
    {
        Job job = await UnsettledAsync();

        Answer<Job> answer = await Settlement.SettleAsync(job.Id, said, "mara", "invoice of November", CancellationToken.None);

        Job settled = answer.ShouldBeOfType<Answer<Job>.Given>().Value;
        (settled.State, settled.BilledUsd, settled.ReservedUsd, settled.Failure!.Billed).ShouldBe((JobState.Failed, (decimal)usd, 0, billed));
        (await NotesAsync(job, "note"))[^1].ShouldBe($"Settled by hand by mara: {words}; before it was unknown. Reason: invoice of November.");
        (await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None))[^1].Source.ShouldBe(EventSource.Caller);
        (await Agent.Ledger.ListUnsettledAsync(10, CancellationToken.None)).ShouldBeEmpty();
        (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem().Billed.ShouldBe(billed);
    }

    [Theory]
    [InlineData("no", 0.3, false)]
    [InlineData("yes", 0.5, true)]
    [InlineData("0.45", 0.74, true)]
    [InlineData("0.45", 0.75, false)]
    public async Task Caps_follow_what_a_person_settles(string said, double cap, bool refused)
    {
        Job job = await UnsettledAsync();
        await Settlement.SettleAsync(job.Id, said, "mara", null, CancellationToken.None);
        Stage.Catalog.Publish(MemoryCatalog.Config() with { ProjectCapUsd = (decimal)cap });

        Answer<SynthesisAnswer> next = await Agent.Segments.SynthesizeAsync(SampleOrders.Call(SampleOrders.Storyboard()), null, CancellationToken.None);

        (next is Answer<SynthesisAnswer>.Refused).ShouldBe(refused);
    }

    [Fact]
    public async Task A_figure_can_be_put_right_and_the_history_keeps_both()
    {
        Job job = await UnsettledAsync();
        await Settlement.SettleAsync(job.Id, "yes", "mara", null, CancellationToken.None);
        await Settlement.SettleAsync(job.Id, "0.25", "ole", "refunded in part", CancellationToken.None);

        (await Agent.JobAsync(job.Id)).BilledUsd.ShouldBe(0.25m);
        (await NotesAsync(job, "note"))[^2..].ShouldBe([
            "Settled by hand by mara: $0.30, the planned price; before it was unknown. Reason: none given.",
            "Settled by hand by ole: $0.25; before it was $0.30. Reason: refunded in part.",
        ]);
    }

    [Theory]
    [InlineData("maybe", ProblemCodes.WrongForm)]
    [InlineData("-1", ProblemCodes.WrongForm)]
    [InlineData("1e3", ProblemCodes.WrongForm)]
    [InlineData("0,45", ProblemCodes.WrongForm)]
    [InlineData("", ProblemCodes.WrongForm)]
    [InlineData("99999999", ProblemCodes.WrongForm)]
    public async Task What_is_no_bill_is_refused(string said, string code)
    {
        Job job = await UnsettledAsync();
        Refused(await Settlement.SettleAsync(job.Id, said, "mara", null, CancellationToken.None)).ShouldBe(code);
        (await Agent.JobAsync(job.Id)).BilledUsd.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_billed_by_the_plan_stands_when_the_result_cannot_be_read()
    {
        PublishUnit();
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Unreachable("Down."));

        await Agent.DeliverAsync(job.Id, Refusal(job).Replace("Unknown", "Yes", StringComparison.Ordinal));
        await Agent.RunAsync();

        Job ended = await Agent.JobAsync(job.Id);
        (ended.BilledUsd, ended.BilledUnits, ended.Failure!.Billed, ended.BillToRead).ShouldBe((0.3m, null, Billed.Yes, false));
    }

    [Fact]
    public async Task A_bill_of_a_provider_that_is_not_configured_here_stays_to_be_read()
    {
        Job job = (await SubmittedAsync())[0];
        Job ended = (await Agent.JobAsync(job.Id)) with { State = JobState.Failed, BillToRead = true };
        var bills = new BillReader(Agent.Services);

        (await bills.ReadAsync(ended with { Provider = "elsewhere" }, CancellationToken.None))!.BillToRead.ShouldBeTrue();
        (await bills.ReadAsync(ended with { ProviderJob = null }, CancellationToken.None))!.BillToRead.ShouldBeTrue();
        Provider.Count("status", job.Id).ShouldBe(0);
    }

    [Theory]
    [InlineData(200, 1_000, null)]
    [InlineData(201, 1_000, "/by")]
    [InlineData(200, 1_001, "/reason")]
    [InlineData(201, 1_001, "/by")]
    public async Task Names_and_reasons_have_a_length(int who, int why, string? pointer)
    {
        Job job = await UnsettledAsync();

        Answer<Job> answer = await Settlement.SettleAsync(job.Id, "no", new string('w', who), new string('y', why), CancellationToken.None);

        (answer as Answer<Job>.Refused)?.Refusal.Problems.ShouldHaveSingleItem()
            .ShouldBe(new Problem(ProblemCodes.WrongLength, pointer!, "A name has at most 200 characters, a reason 1000.", "Say it shorter."));
        (answer is Answer<Job>.Refused).ShouldBe(pointer is not null);
    }

    [Fact]
    public async Task The_largest_bill_is_a_million()
    {
        Job job = await UnsettledAsync();
        (await Settlement.SettleAsync(job.Id, "1000000", "mara", " ", CancellationToken.None)).ShouldBeOfType<Answer<Job>.Given>().Value.BilledUsd.ShouldBe(1_000_000);
        (await NotesAsync(job, "note"))[^1].ShouldEndWith("Reason: none given.");
        Refused(await Settlement.SettleAsync(job.Id, "1000000.01", "mara", null, CancellationToken.None)).ShouldBe(ProblemCodes.WrongForm);
    }

    [Fact]
    public async Task Refusals_to_settle_say_what_is_wrong_and_the_way_out()
    {
        Job job = (await SubmittedAsync())[0];

        (await ProblemAsync(job.Id, "maybe")).ShouldBe(new Problem(
            ProblemCodes.WrongForm, "/billed", "'maybe' is neither yes, no nor an amount in US dollars.", "Give yes, no, or what the provider's bill says, for example 0.40."));
        (await ProblemAsync(job.Id, "no")).ShouldBe(new Problem(
            ProblemCodes.JobNotEnded, "/job_id", $"The job {job.Id} has not ended (Queued); it settles its money itself.", "Wait for its end, or cancel its request."));
        (await ProblemAsync("job_none", "no")).ShouldBe(new Problem(
            ProblemCodes.JobUnknown, "/job_id", "There is no job 'job_none' here.", "Use the job_id of provider_metadata."));

        async Task<Problem> ProblemAsync(string id, string billed) =>
            (await Settlement.SettleAsync(id, billed, "mara", null, CancellationToken.None)).ShouldBeOfType<Answer<Job>.Refused>().Refusal.Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Only_a_job_that_has_ended_is_settled()
    {
        Job job = (await SubmittedAsync())[0];
        Refused(await Settlement.SettleAsync(job.Id, "no", "mara", null, CancellationToken.None)).ShouldBe(ProblemCodes.JobNotEnded);
        Refused(await Settlement.SettleAsync("job_none", "no", "mara", null, CancellationToken.None)).ShouldBe(ProblemCodes.JobUnknown);
    }

    private Settlement Settlement => new(Agent.Ledger, Time);

    private async Task<Job> UnsettledAsync()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, Failed(Billed.Unknown, null));
        await Agent.AdvanceAsync(Seconds(10));
        return await Agent.JobAsync(job.Id);
    }

    private static string Refused(Answer<Job> answer) => answer.ShouldBeOfType<Answer<Job>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code;

    private static string Refusal(Job job) => $$"""{"request_id":"p-{{job.Id}}","failed":"Refused.","billed":"Unknown"}""";

    private static JobStatus.Failed Failed(Billed billed, decimal? units) =>
        new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, "Refused.", billed) { BilledUnits = units });

    private static JobStatus.Unread Lasting(Billed billed) =>
        new JobStatus.Unread("Cut off.") { IfItLasts = new ProviderFailure(FailureError.ProviderError, "Refused.", billed) };

    private void PublishUnit()
    {
        ProviderConfig config = MemoryCatalog.Config();
        var unit = new BillingUnit { Name = "second with audio", Usd = 0.15m, Source = "test" };
        Stage.Catalog.Publish(config with { ModelPresets = [.. config.ModelPresets.Select(p => p with { Price = p.Price with { Unit = unit } })] });
    }
}
