using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>The provider is done and paid, and its result cannot be used: the job stays open and nobody is told to order again.</summary>
public sealed class UnreadResultTests : StageTest
{
    private const string Raw = """{"clip_of_the_day":"https://v/a.mp4","api_key":"topsecret"}""";

    private static readonly JobStatus.Unread Unread = new("fal answered 200 with a result of a form that is not known.") { Result = Raw, Response = """{"status":"COMPLETED"}""" };

    [Fact]
    public async Task It_stays_open_says_why_once_and_is_delivered_when_the_result_can_be_read()
    {
        Job job = await UnreadAsync(Unread);
        await Agent.AdvanceAsync(TimeSpan.FromHours(5));

        FailedSegment pending = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        (pending.Error, pending.Message.Contains("form that is not known", StringComparison.Ordinal)).ShouldBe((FailureError.ProviderPending, true));
        pending.NextStep.ShouldNotContain("again");
        (await NotesAsync(job, "poll")).Count(n => n.Contains("cannot be used yet", StringComparison.Ordinal)).ShouldBe(1);

        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(15));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task The_raw_result_is_in_the_job_without_secrets_and_the_bill_is_settled_by_what_the_provider_says()
    {
        Job job = await UnreadAsync(Unread with { BilledUnits = 4 });

        Job row = await Agent.JobAsync(job.Id);
        row.Responses.ShouldBe(new ProviderResponses { Status = """{"status":"COMPLETED"}""", Result = """{"clip_of_the_day":"https://v/a.mp4","api_key":"[secret]"}""" });
        (row.ReservedUsd, row.BilledUsd > 0).ShouldBe((0, true));
        (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem().Billed.ShouldBe(Billed.Yes);
    }

    [Fact]
    public async Task Without_a_word_about_the_bill_the_reservation_stands()
    {
        Job job = await UnreadAsync(Unread);
        Job row = await Agent.JobAsync(job.Id);
        (row.ReservedUsd > 0, row.BilledUsd).ShouldBe((true, null));
    }

    [Fact]
    public async Task At_the_end_of_patience_it_is_a_clip_that_could_not_be_fetched_and_redeliver_reads_the_result_anew()
    {
        Job job = await UnreadAsync(Unread);
        await Agent.AdvanceAsync(TimeSpan.FromHours(50));

        FailedSegment failed = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        failed.Error.ShouldBe(FailureError.DownloadFailed);
        failed.NextStep.ShouldContain($"videogen redeliver {job.Id}");
        failed.NextStep.ShouldContain("Do not order it again");

        Provider.Finish(job.Id);
        (await RedeliverAsync(job)).VideoSegments.ShouldHaveSingleItem();
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Redeliver_reads_the_result_of_an_open_job_at_once()
    {
        Job job = await UnreadAsync(Unread);
        await Agent.AdvanceAsync(TimeSpan.FromHours(5));
        int reads = Provider.Count("status", job.Id);

        Provider.Finish(job.Id);
        (await RedeliverAsync(job)).VideoSegments.ShouldHaveSingleItem();
        Provider.Count("status", job.Id).ShouldBe(reads + 1);
    }

    [Fact]
    public async Task Redeliver_of_a_job_that_failed_reads_once_and_may_fail_again()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, Failed("The model broke.", Billed.Unknown));
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(JobState.Failed);

        FailedSegment failed = (await RedeliverAsync(job)).FailedSegments.ShouldHaveSingleItem();
        failed.Message.ShouldContain("The model broke.");
    }

    [Fact]
    public async Task A_fault_that_the_model_words_itself_ends_the_job_only_if_it_lasts()
    {
        var fault = new ProviderFailure(FailureError.ProviderError, "fal answered 500: body: Internal server error", Billed.No) { Retryable = true };
        Job job = await UnreadAsync(Unread with { IfItLasts = fault });
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await StateAsync(job)).ShouldBe(JobState.Running);

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(20));
        (await StateAsync(job)).ShouldBe(JobState.Failed);
        (await Agent.JobAsync(job.Id)).ReservedUsd.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_the_provider_does_not_know_for_a_while_stays_open()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Gone("fal does not know the job.") { MayReturn = true });
        await Agent.AdvanceAsync(TimeSpan.FromHours(3));
        FailedSegment pending = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        (pending.Error, pending.Message.Contains("does not know", StringComparison.Ordinal)).ShouldBe((FailureError.ProviderPending, true));

        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(15));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    private async Task<Job> UnreadAsync(JobStatus status)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, status);
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(JobState.Running);
        return job;
    }

    private async Task<SynthesisAnswer> RedeliverAsync(Job job)
    {
        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>().Value.ShouldBe(job.RequestId);
        Task<SynthesisAnswer> call = Agent.AnswerAsync(job.RequestId, wait: 30); // takes the job up
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await Agent.RunAsync();
        return await call.WaitAsync(Limit);
    }
}
