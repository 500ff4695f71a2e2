using System.Net;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Delivery;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class FetchingTests : StageTest
{
    [Fact]
    public async Task A_broken_transfer_is_taken_up_where_it_ended()
    {
        Job job = await FinishedAsync(_ => Stage.Host.Requests.Count == 1 ? MediaHost.Broken(Stage.Host.Clip, 700) : null);

        await Agent.AdvanceAsync(Seconds(12));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        Stage.Host.Requests.Select(r => r.From).ShouldBe([0, 700]);
    }

    [Fact]
    public async Task Fetching_is_tried_again_after_growing_pauses_and_then_left_to_redeliver()
    {
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.BadGateway));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId);
        FailedSegment failed = answer.FailedSegments.ShouldHaveSingleItem();
        (failed.Error, failed.Billed, failed.ProviderUrl).ShouldBe((FailureError.DownloadFailed, Billed.Yes, MediaHost.Address(job.Id).AbsoluteUri));
        failed.NextStep.ShouldContain($"videogen redeliver {job.Id}");
        (answer.Cost.ReservedUsd, answer.Cost.BilledUsd).ShouldBe((0, 0.3m));
        Stage.Host.Requests.Count.ShouldBe(AgentStage.MaxDownloadAttempts);
    }

    [Fact]
    public async Task What_is_no_video_is_never_taken_for_a_clip()
    {
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Not found</html>") });
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        JobFailure failure = (await Agent.JobAsync(job.Id)).Failure!;
        failure.Error.ShouldBe(FailureError.DownloadFailed);
        failure.Message.ShouldContain("22 bytes that are no video");
        failure.Message.ShouldContain("It is a page (HTML or XML), no video; it begins \"<html>Not found</html>\".");
        failure.NextStep.ShouldNotContain("can be reached");
        (await File.ReadAllTextAsync(Path.Combine(Stage.Home, "work", "kept", $"{job.Id}.original"))).ShouldBe("<html>Not found</html>");
        Stage.Host.Requests.Count.ShouldBe(AgentStage.MaxDownloadAttempts); // a page may go away: every attempt is made
        Directory.GetFiles(Path.Combine(Stage.Home, "work")).ShouldBeEmpty();
        Stage.Media.Stored.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_was_sold_and_cannot_be_read_is_kept_under_its_job_and_it_is_said_what_it_is()
    {
        byte[] sold = [.. "RIFF\0\0\0\0AVI LIST and all the rest of it"u8];
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(sold) });
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        FailedSegment failed = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        (failed.Error, failed.Billed).ShouldBe((FailureError.DownloadFailed, Billed.Yes));
        failed.Message.ShouldContain("an AVI video");
        failed.Message.ShouldContain($"kept as kept/{job.Id}.original");
        failed.Message.ShouldNotContain(Stage.Home);
        failed.NextStep.ShouldContain($"videogen redeliver {job.Id}");
        failed.NextStep.ShouldNotContain("can be reached");
        (await File.ReadAllBytesAsync(Path.Combine(Stage.Home, "work", "kept", $"{job.Id}.original"))).ShouldBe(sold);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(Stage.Home, "work", "kept")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        Stage.Host.Requests.Count.ShouldBe(2); // the very same bytes came twice: there are no others
        Stage.Media.Stored.ShouldBe(0);
    }

    [Fact]
    public async Task A_kept_original_is_delivered_once_it_can_be_read_though_the_provider_has_lost_it()
    {
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([.. "OggS"u8]) });
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));
        string kept = Path.Combine(Stage.Home, "work", "kept", $"{job.Id}.original");
        await File.WriteAllBytesAsync(kept, Stage.Host.Clip); // as a version that reads more would find it
        Stage.Host.Fault = _ => new HttpResponseMessage(HttpStatusCode.NotFound);

        await Agent.Redelivery.BeginAsync(job.Id, CancellationToken.None);
        Task<SynthesisAnswer> call = Agent.AnswerAsync(job.RequestId);
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await Agent.RunAsync();

        (await call.WaitAsync(Limit)).VideoSegments.ShouldHaveSingleItem().CostUsd.ShouldBe(0.3m);
        File.Exists(kept).ShouldBeFalse();
    }

    [Fact]
    public async Task A_clip_that_is_no_MP4_keeps_the_ending_of_what_it_is()
    {
        byte[] gif = [.. "GIF89a"u8, 4, 0, 2, 0, 0, 0, 0, .. Picture, .. Picture, 0x3B];
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(gif) });

        Clip clip = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        (clip.Path, clip.Width, clip.Height, clip.Frames, clip.DurationSeconds).ShouldBe(("projects/atlas/e1/segments/segment_1_1.gif", 4, 2, 2, 0.2m));
    }

    private static byte[] Picture => [0x2C, 0, 0, 0, 0, 4, 0, 2, 0, 0, 2, 1, 0x44, 0];

    [Fact]
    public async Task A_time_limit_of_the_transfer_counts_as_an_attempt()
    {
        Job job = await FinishedAsync(_ => throw new TaskCanceledException("The request was cancelled due to the configured timeout."));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        (await StateAsync(job)).ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task A_clip_that_cannot_be_written_here_waits_at_the_provider_and_says_why_once()
    {
        string work = Path.Combine(Stage.Home, "work");
        await File.WriteAllTextAsync(work, "a file where the folder belongs");
        Job job = await FinishedAsync();
        await Agent.AdvanceAsync(TimeSpan.FromHours(3)); // far longer than its attempts would last

        FailedSegment pending = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();
        (pending.Error, pending.Message.Contains(work)).ShouldBe((FailureError.ProviderPending, true));
        (await NotesAsync(job, "note")).Count(n => n.StartsWith("The finished clip waits at the provider", StringComparison.Ordinal)).ShouldBe(1);
        (await Agent.JobAsync(job.Id)).DownloadAttempts.ShouldBe(0);

        File.Delete(work);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();
        (await Agent.JobAsync(job.Id)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_kept_clip_that_vanished_from_this_machine_is_fetched_again_and_never_given_up()
    {
        Stage.Media.Down = "Down.";
        Job job = await FinishedAsync();
        File.Delete(Path.Combine(Stage.Home, "work", $"{job.Id}.mp4"));
        Stage.Host.Fault = _ => new HttpResponseMessage(HttpStatusCode.BadGateway);
        await Agent.AdvanceAsync(TimeSpan.FromHours(2));
        (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();

        (Stage.Host.Fault, Stage.Media.Down) = (_ => null, null);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_disk_without_room_is_no_end()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        string work = Path.Combine(Stage.Home, "work");
        await File.WriteAllTextAsync(work, "a file where the folder should be");
        await Agent.AdvanceAsync(Seconds(11));
        (await StateAsync(job)).ShouldBe(JobState.Downloading);

        File.Delete(work);
        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    // Found by the simulation: the copy was lost while the media store was down, and the provider no longer had the clip.
    [Fact]
    public async Task A_clip_whose_copy_is_lost_and_that_is_gone_at_the_provider_ends_with_its_address()
    {
        Stage.Media.Down = "Down.";
        Job job = await FinishedAsync();
        File.Delete(Path.Combine(Stage.Home, "work", $"{job.Id}.mp4"));
        Stage.Host.Fault = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);

        await Agent.AdvanceAsync(TimeSpan.FromHours(49));

        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.Clip, ended.ProviderClip!.Address).ShouldBe((JobState.Failed, null, ScriptedProvider.ClipOf(job.Id).Address));
    }
}
