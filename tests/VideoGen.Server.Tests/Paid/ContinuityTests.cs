using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Files;
using VideoGen.Finishing;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Paid;

/// <summary>Continuity and finishing over the whole paid path.</summary>
public sealed class ContinuityTests
{
    [Fact]
    public async Task A_chain_is_bought_link_by_link_and_its_seams_are_told()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        SynthesisAnswer answer = await path.OrderAsync(new Order(2) { Settings = new JsonObject { ["continuity"] = "chain" } });

        answer.FailedSegments.ShouldBeEmpty();
        answer.VideoSegments.Length.ShouldBe(3);
        answer.Seams.ShouldNotBeNull().Select(s => (s.From, s.To)).ShouldBe([("SEGMENT_1", "SEGMENT_2"), ("SEGMENT_2", "SEGMENT_3")]);
        answer.Seams.Value.ShouldAllBe(s => s.Ssim > 0.75m && s.PsnrDb > 10 && s.FromStillDb != null && s.ToStillDb != null && s.Warning == null); // the simulator draws the same clip each time
        path.Truth.JobsCreated.ShouldBe(3);
        answer.Cost.BilledUsd.ShouldBe(path.Truth.BilledUsd);
        for (int link = 1; link < 3; link++)
        {
            (Job before, Job after) = (await path.JobAsync(answer.RequestId, link - 1), await path.JobAsync(answer.RequestId, link));
            after.SubmittedAt!.Value.ShouldBeGreaterThanOrEqualTo(before.CompletedAt!.Value);
            after.Stills[0].Sha256.ShouldBe(before.Clip!.LastFrame!.Sha256);
        }
    }

    [Fact]
    public async Task Behind_a_link_that_failed_nothing_is_bought()
    {
        await using PaidPath path = await PaidPath.StartAsync("fail=content_policy_violation");
        SynthesisAnswer answer = await path.OrderAsync(new Order(2) { Settings = new JsonObject { ["continuity"] = "chain", ["on_failure"] = "settle" } });

        answer.FailedSegments.Select(f => f.Error).ShouldBe([FailureError.ContentRejected, FailureError.NotAttempted, FailureError.NotAttempted]);
        answer.FailedSegments[1].Message.ShouldContain("begins with the last frame of the clip of SEGMENT_1");
        path.Truth.JobsCreated.ShouldBe(1);
    }

    [Fact]
    public async Task A_finished_copy_lies_beside_the_clip_and_is_told_everywhere()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        SynthesisAnswer answer = await path.OrderAsync(new Order { Settings = new JsonObject { ["finishing"] = new JsonArray("normalize", "checks") } });

        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        ClipFinishing finishing = segment.ProviderMetadata.Finishing.ShouldNotBeNull();
        FinishedClip copy = finishing.Clip.ShouldNotBeNull(string.Join(' ', finishing.Warnings));
        (copy.Width, copy.Height, copy.Fps).ShouldBe((1280, 720, 24m));
        finishing.OriginalSha256.ShouldBe(segment.Sha256);
        FileHash.Of(new Uri(copy.VideoUrl).LocalPath).ShouldBe(copy.Sha256);
        FileHash.Of(new Uri(segment.VideoUrl).LocalPath).ShouldBe(segment.Sha256);
        finishing.Checks.ShouldNotBeNull().LastStillDb.ShouldNotBeNull();
        segment.Notes.Intersect(finishing.Warnings).Count().ShouldBe(finishing.Warnings.Length);

        string record = (await path.Agent.Records.ReadAsync("videoSegments", 10, null, CancellationToken.None)).ToJsonString();
        record.ShouldContain(copy.Sha256);
        record.ShouldContain("\"recipe\":");

        Job job = await path.JobAsync(answer.RequestId);
        string place = FinishedPath.Of(job.Clip!.Path);
        using var http = new HttpClient();
        (await http.GetByteArrayAsync(new Uri(path.Local, $"media/{place}"))).Length.ShouldBe((int)copy.FileSize);
        (await http.GetAsync(new Uri(path.Local, $"media/{FinishedPath.Of("projects/harbour/e1/segments/segment_9_9.mp4")}"))).IsSuccessStatusCode.ShouldBeFalse();
    }
}
