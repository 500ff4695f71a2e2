using System.Net;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Synthesis;
using VideoGen.Testing.Delivery;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class DeliveringTests : StageTest
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
    public async Task While_the_media_store_is_down_the_clip_is_answered_with_the_providers_address_and_stored_later()
    {
        Stage.Media.Down = "The CMS is being updated.";
        Job job = await FinishedAsync();

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId, wait: 90); // there is nothing left to wait for
        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, segment.VideoUrl).ShouldBe((MediaStatus.Pending, MediaHost.Address(job.Id).AbsoluteUri));
        answer.Status.ShouldBe(RequestStatus.InProgress);
        answer.Cost.BilledUsd.ShouldBe(0.3m);

        await Agent.AdvanceAsync(TimeSpan.FromHours(1));
        Stage.Media.Down = null;
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));

        segment = (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, File.Exists(new Uri(segment.VideoUrl).LocalPath)).ShouldBe((MediaStatus.Stored, true));
        Stage.Host.Requests.Count.ShouldBe(1);
        Directory.GetFiles(Path.Combine(Stage.Home, "work")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_that_the_media_store_refuses_for_good_is_an_outcome_with_reason_place_and_way_out()
    {
        Stage.Media.Refuses = "400 alt: required";
        Job job = await FinishedAsync();

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId);
        answer.Status.ShouldBe(RequestStatus.Finished); // nobody has to ask again
        answer.FailedSegments.ShouldBeEmpty();
        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, segment.MediaProblem, segment.VideoUrl).ShouldBe((MediaStatus.Refused, "400 alt: required", MediaHost.Address(job.Id).AbsoluteUri));
        segment.MediaNextStep!.ShouldStartWith($"Change the store. Then run 'videogen redeliver {job.Id}'.");
        answer.Cost.BilledUsd.ShouldBe(0.3m);

        JobDocument document = JobDocument.Of(await Agent.JobAsync(job.Id), []);
        (document.Status, document.Error, document.ErrorMessage).ShouldBe((JobState.Failed, "media_refused", "400 alt: required"));
        SegmentDocument.Of(await Agent.JobAsync(job.Id))!.MediaStatus.ShouldBe(MediaStatus.Refused);
        Directory.GetFiles(Path.Combine(Stage.Home, "work"), "*.mp4").ShouldHaveSingleItem();

        await Agent.AdvanceAsync(TimeSpan.FromHours(3));
        (await NotesAsync(job, "state")).Count(n => n.Contains("refuses", StringComparison.Ordinal)).ShouldBe(1); // not tried again by itself
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

    [Fact]
    public async Task Every_new_reason_why_a_clip_is_not_stored_is_told_once()
    {
        Stage.Media.Down = "The CMS is down.";
        Job job = await FinishedAsync();
        await Agent.AdvanceAsync(TimeSpan.FromHours(1));
        Stage.Media.Down = "400 alt: required";
        await Agent.AdvanceAsync(TimeSpan.FromHours(1));

        (await NotesAsync(job, "note")).Where(n => n.StartsWith("The clip is kept here", StringComparison.Ordinal)).ShouldBe(
        [
            "The clip is kept here until the media store takes it: The CMS is down.",
            "The clip is kept here until the media store takes it: 400 alt: required",
        ]);
        (await Agent.JobAsync(job.Id)).Clip!.StoreProblem.ShouldBe("400 alt: required");

        Stage.Media.Down = null;
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await Agent.JobAsync(job.Id)).Clip!.ShouldSatisfyAllConditions(c => c.Stored.ShouldBeTrue(), c => c.StoreProblem.ShouldBeNull());
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
    public async Task A_process_that_dies_between_storing_and_our_commit_stores_nothing_twice()
    {
        Job job = await FinishedAsync(_ => new HttpResponseMessage(HttpStatusCode.BadGateway));
        string place = Path.Combine(Stage.Home, "media", "projects/atlas/e1/segments/segment_1_1.mp4");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        byte[] mark = XmpPacket.Box(DigitalSource.TrainedAlgorithmicMedia, job.Model, ProgramName.WithVersion);
        await File.WriteAllBytesAsync(place, [.. Stage.Host.Clip, .. mark]); // what the dead process stored
        Stage.Host.Fault = _ => null;

        await Agent.AdvanceAsync(Seconds(12));

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.Clip!.Take, delivered.Clip.Path).ShouldBe((JobState.Succeeded, 1, "projects/atlas/e1/segments/segment_1_1.mp4"));
        Directory.GetFiles(Path.Combine(Stage.Home, "work")).ShouldBeEmpty();
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

    [Fact]
    public async Task A_second_take_never_overwrites_the_first()
    {
        await FinishedAsync();
        Job second = await FinishedAsync();

        (await Agent.JobAsync(second.Id)).Clip!.Path.ShouldEndWith("segment_1_1_take2.mp4");
    }

    /// <summary>A job whose clip the provider has finished and whose first attempt to fetch it is made.</summary>
    private async Task<Job> FinishedAsync(Func<HttpRequestMessage, HttpResponseMessage?>? fault = null)
    {
        Stage.Host.Fault = fault ?? (_ => null);
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        return job;
    }

    // Found by the simulation: the process died between storing a clip and noting it, and the provider then served other bytes.
    [Fact]
    public async Task A_place_that_holds_other_bytes_gives_the_clip_the_next_take()
    {
        Job job = (await SubmittedAsync())[0];
        string place = Path.Combine(Stage.Home, "media", "projects", "atlas", "e1", "segments", "segment_1_1.mp4");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await File.WriteAllTextAsync(place, "an earlier copy");
        Provider.Finish(job.Id);

        await Agent.AdvanceAsync(Seconds(60));

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.Clip!.Take, delivered.Clip.Path).ShouldBe((JobState.Succeeded, 2, "projects/atlas/e1/segments/segment_1_1_take2.mp4"));
        (await File.ReadAllTextAsync(place)).ShouldBe("an earlier copy");
    }

    // Found by the simulation: half a clip of an earlier attempt lay on this machine, and the whole one had been proved on another.
    [Fact]
    public async Task Only_the_copy_that_was_proved_is_stored()
    {
        Job job = (await SubmittedAsync())[0];
        Stage.Media.Down = "Down.";
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        Clip kept = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        string copy = Path.Combine(Stage.Home, "work", $"{job.Id}.mp4");
        await File.WriteAllBytesAsync(copy, (await File.ReadAllBytesAsync(copy))[..300]);
        Stage.Media.Down = null;

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        Clip stored = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        (stored.Stored, stored.Sha256).ShouldBe((true, kept.Sha256));
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Stage.Home, "media", stored.Path)))).ShouldBe(kept.Sha256);
    }

    [Fact]
    public async Task A_process_that_died_between_the_mark_and_its_commit_leaves_nothing_that_is_marked_twice()
    {
        Job job = (await SubmittedAsync())[0];
        Stage.Media.Down = "Down.";
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        string copy = Path.Combine(Stage.Home, "work", $"{job.Id}.mp4");
        Clip kept = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        await File.AppendAllTextAsync(copy, "half a box"); // as an append that was cut off
        Stage.Media.Down = null;

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        Clip stored = (await Agent.JobAsync(job.Id)).Clip.ShouldNotBeNull();
        byte[] file = await File.ReadAllBytesAsync(Path.Combine(Stage.Home, "media", stored.Path));
        (stored.Sha256, stored.Take).ShouldBe((kept.Sha256, 1));
        MarkedClip.OriginalHash(file).ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Stage.Host.Clip)));
        stored.Provenance.ShouldBe(new ClipProvenance { Marked = true, DigitalSource = DigitalSource.TrainedAlgorithmicMedia, ProviderManifest = false, ProviderSha256 = MarkedClip.OriginalHash(file) });
        Stage.Host.Requests.ShouldAllBe(r => r.From == 0); // a marked file is no part of what the host has
    }

    // Found by the simulation: after 21 attempts the pause before the next one overflowed, and every step ended in an exception.
    [Fact]
    public async Task A_media_store_may_be_down_for_a_day()
    {
        Job job = (await SubmittedAsync())[0];
        Stage.Media.Down = "Down.";
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromHours(24));
        (await Agent.JobAsync(job.Id)).DownloadAttempts.ShouldBeGreaterThan(21);
        Stage.Media.Down = null;

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    // Found by the simulation: the copy was lost while the media store was down, and the provider no longer had the clip.
    [Fact]
    public async Task A_clip_whose_copy_is_lost_and_that_is_gone_at_the_provider_ends_with_its_address()
    {
        Job job = (await SubmittedAsync())[0];
        Stage.Media.Down = "Down.";
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        File.Delete(Path.Combine(Stage.Home, "work", $"{job.Id}.mp4"));
        Stage.Host.Fault = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);

        await Agent.AdvanceAsync(TimeSpan.FromHours(49));

        Job ended = await Agent.JobAsync(job.Id);
        (ended.State, ended.Clip, ended.ProviderClip!.Address).ShouldBe((JobState.Failed, null, ScriptedProvider.ClipOf(job.Id).Address));
    }
}
