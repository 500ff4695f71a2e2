using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A segment that failed at its provider without being billed is ordered once more by itself, where that is allowed.</summary>
public sealed class UnbilledRetryTests : StageTest
{
    [Fact]
    public async Task It_is_ordered_once_more_and_not_a_third_time()
    {
        Agent.Services.Options.RetryUnbilled = true;
        Job job = await FailedAsync(Failed("The machine went away."));

        (Job variant, RequestRecord request) = await VariantAsync(job);

        job.Failure!.NextStep.ShouldContain($"request_key retry_{job.Id}");
        variant.Again.ShouldNotBeNull().ShouldSatisfyAllConditions(a => a.Reason.ShouldBe(AgainReason.Retry), a => a.JobId.ShouldBe(job.Id), a => a.PromptChange.ShouldBeNull());
        (variant.State, variant.Prompt, variant.ReservedUsd).ShouldBe((JobState.Queued, job.Prompt, 0.3m));
        request.RequestKey.ShouldBe($"retry_{job.Id}");
        request.Plan.Decisions[0].ShouldStartWith("Ordered by itself");

        Provider.Say(variant.Id, Failed("Again."));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await StateAsync(variant)).ShouldBe(JobState.Failed);
        (await Agent.Ledger.ListRequestsAsync(10, default)).Length.ShouldBe(2);
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(2);
    }

    [Fact]
    public async Task It_is_off_unless_somebody_allows_it()
    {
        await FailedAsync(Failed("The machine went away."));

        (await Agent.Ledger.ListRequestsAsync(10, default)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(FailureError.ProviderError, Billed.Yes, true)]
    [InlineData(FailureError.ProviderError, Billed.Unknown, true)]
    [InlineData(FailureError.ContentRejected, Billed.No, true)]
    [InlineData(FailureError.ProviderError, Billed.No, false)]
    [InlineData(FailureError.ProviderError, Billed.No, null)]
    public async Task What_was_billed_or_may_have_been_refused_is_left_to_people(FailureError error, Billed billed, bool? retryable)
    {
        Agent.Services.Options.RetryUnbilled = true;

        await FailedAsync(new JobStatus.Failed(new ProviderFailure(error, "No.", billed) { Retryable = retryable }));

        (await Agent.Ledger.ListRequestsAsync(10, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_submit_that_was_refused_is_left_to_people()
    {
        Agent.Services.Options.RetryUnbilled = true;
        Provider.OnSubmit = _ => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, "Bad key.", Billed.No));

        (await SubmittedAsync())[0].State.ShouldBe(JobState.Failed);

        (await Agent.Ledger.ListRequestsAsync(10, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Caps_and_a_risen_price_stand_against_it()
    {
        Agent.Services.Options.RetryUnbilled = true;
        Job job = (await SubmittedAsync())[0];
        Stage.Catalog.Publish(MemoryCatalog.Config() with { DayCapUsd = 0.2m });
        Provider.Say(job.Id, Failed("The machine went away."));

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await StateAsync(job)).ShouldBe(JobState.Failed);
        (await Agent.Ledger.ListRequestsAsync(10, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_plan_says_so_beforehand()
    {
        Agent.Services.Options.RetryUnbilled = true;

        PlanAnswer plan = (await Agent.Segments.PlanAsync(SampleOrders.Call(SampleOrders.Storyboard()), default)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

        plan.Decisions[^1].ShouldContain("providers.retry_unbilled");
    }

    private async Task<Job> FailedAsync(JobStatus status)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, status);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));
        return await Agent.JobAsync(job.Id);
    }

    private async Task<(Job, RequestRecord)> VariantAsync(Job job)
    {
        RequestRecord request = (await Agent.Ledger.ListRequestsAsync(10, default)).Single(r => r.Id != job.RequestId);
        return ((await Agent.Ledger.ListJobsAsync(request.Id, default)).ShouldHaveSingleItem(), request);
    }
}
