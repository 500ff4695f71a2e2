using System.Net;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class RedeliveringTests : StageTest
{
    [Fact]
    public async Task A_clip_that_could_not_be_fetched_is_redelivered_and_billed_once()
    {
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.BadGateway));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));
        Stage.Host.Fault = _ => null;

        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>().Value.ShouldBe(job.RequestId);
        Task<SynthesisAnswer> call = Agent.AnswerAsync(job.RequestId); // takes the job up
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await Agent.RunAsync();

        SynthesisAnswer answer = await call.WaitAsync(Limit);
        answer.VideoSegments.ShouldHaveSingleItem().CostUsd.ShouldBe(0.3m);
        answer.Cost.BilledUsd.ShouldBe(0.3m);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_stored_clip_that_was_deleted_or_changed_is_fetched_anew_and_what_was_changed_stays(bool isDeleted, int take)
    {
        Job job = await FinishedAsync();
        string place = new Uri((await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem().VideoUrl).LocalPath;
        byte[] clip = File.ReadAllBytes(place);
        File.Delete(place);
        if (!isDeleted)
        {
            File.WriteAllText(place, "cut by hand");
        }

        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>().Value.ShouldBe(job.RequestId);
        await Agent.TakeUpAsync();
        await Agent.AdvanceAsync(Seconds(10));

        VideoSegment segment = (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, segment.Take, segment.CostUsd).ShouldBe((MediaStatus.Stored, take, 0.3m));
        File.ReadAllBytes(new Uri(segment.VideoUrl).LocalPath).ShouldBe(clip);
        File.ReadAllBytes(place).ShouldBe(isDeleted ? clip : "cut by hand"u8.ToArray());
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_clip_that_the_provider_has_deleted_too_is_told_as_lost_with_what_it_was()
    {
        Job job = await FinishedAsync();
        Clip stored = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        File.Delete(stored.Address.LocalPath);
        Stage.Host.Fault = _ => new HttpResponseMessage(HttpStatusCode.NotFound);

        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>();
        await Agent.TakeUpAsync();
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        FailedSegment failed = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        (failed.Error, failed.Billed).ShouldBe((FailureError.DownloadFailed, Billed.Yes));
        failed.Message.ShouldContain("404");
        failed.NextStep.ShouldBe($"The provider finished the clip, and does not have it under its address any more. Look for it in the provider's dashboard, or run 'videogen redeliver {job.Id}' later; only when it stays away is it lost, and has to be ordered again.");
        (await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).ShouldContain(e => e.Message.Contains(stored.Path, StringComparison.Ordinal) && e.Message.Contains(stored.Sha256, StringComparison.Ordinal));

        Stage.Host.Fault = _ => null; // it came back
        await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None);
        await Agent.TakeUpAsync();
        await Agent.AdvanceAsync(Seconds(10));
        (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem().CostUsd.ShouldBe(0.3m);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_media_store_cannot_be_asked_nothing_is_called_delivered_and_nothing_is_changed()
    {
        Job job = await FinishedAsync();
        long version = (await Agent.JobAsync(job.Id)).Version;
        Stage.Media.Down = "cms.example.com cannot be reached.";

        Problem problem = (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Refused>().Refusal.Problems.ShouldHaveSingleItem();

        (problem.Code, (await Agent.JobAsync(job.Id)).Version).ShouldBe(("store_unreachable", version));
        problem.Message.ShouldContain("cms.example.com cannot be reached.");
        problem.Remedy.ShouldContain("do not order");
    }

    [Fact]
    public async Task A_stored_clip_that_is_whole_is_not_fetched_again()
    {
        Job job = await FinishedAsync();
        long version = (await Agent.JobAsync(job.Id)).Version;

        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>();

        (await Agent.JobAsync(job.Id)).Version.ShouldBe(version);
    }

    [Fact]
    public async Task A_refused_clip_is_redelivered_from_its_copy_once_the_store_takes_it()
    {
        Stage.Media.Refuses = "400 alt: required";
        Job job = await FinishedAsync();
        Stage.Media.Refuses = null;

        (await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None)).ShouldBeOfType<Answer<string>.Given>();
        Task<SynthesisAnswer> call = Agent.AnswerAsync(job.RequestId, wait: 90);
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await Agent.RunAsync();
        await call.WaitAsync(Limit);

        VideoSegment segment = (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, segment.MediaProblem, segment.MediaNextStep).ShouldBe((MediaStatus.Stored, null, null));
        Stage.Host.Requests.Count.ShouldBe(1);
        Provider.Count("submit", job.Id).ShouldBe(1);
    }
}
