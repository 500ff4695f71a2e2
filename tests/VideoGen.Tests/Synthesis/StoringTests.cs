using System.Net;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Records;
using VideoGen.Testing.Delivery;

namespace VideoGen.Tests.Synthesis;

public sealed class StoringTests : StageTest
{
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
    public async Task A_second_take_never_overwrites_the_first()
    {
        await FinishedAsync();
        Job second = await FinishedAsync();

        (await Agent.JobAsync(second.Id)).Clip!.Path.ShouldEndWith("segment_1_1_take2.mp4");
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
        Stage.Media.Down = "Down.";
        Job job = await FinishedAsync();
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
        Stage.Media.Down = "Down.";
        Job job = await FinishedAsync();
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
}
