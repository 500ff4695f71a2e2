using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Auditing;

/// <summary>Bundles of segments that go over into each other: an honest one holds, though a replay decodes no clip.</summary>
public sealed class AuditContinuityTests : AuditStageTest
{
    [Theory]
    [InlineData("chain")]
    [InlineData("shared_keyframe")]
    public async Task Delivered_segments_are_replayed(string continuity)
    {
        Job[] jobs = await OrderedAsync(SampleOrders.Scene(3, continuity));
        await FinishAsync(jobs[0]);
        await FinishAsync(jobs[1]);
        (await StateAsync(jobs[1])).ShouldBe(JobState.Succeeded);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));
        AuditReport hashes = await VerifyAsync(await BundleAsync(jobs[0].RequestId, withClips: false));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        (report.Replayed, report.Clips).ShouldBe((2, 2));
        hashes.Problems.ShouldBeEmpty();
        hashes.Notices.ShouldAllBe(n => n.Contains("only its hash", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("halt")]
    [InlineData("settle")]
    public async Task Links_behind_one_that_failed_are_replayed(string onFailure)
    {
        Job[] jobs = await OrderedAsync(SampleOrders.Scene(4, "chain", onFailure));
        Provider.Say(jobs[0].Id, Failed("It broke."));
        await Agent.AdvanceAsync(Seconds(30));
        (await StateAsync(jobs[2])).ShouldBe(JobState.NotAttempted);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        report.Replayed.ShouldBe(3);
    }

    [Fact]
    public async Task Links_behind_an_end_that_could_not_be_read_need_the_clip_for_a_replay()
    {
        Stage.Finisher.BeforeTake = () => throw new IOException("ffmpeg ended with 1.");
        Job[] jobs = await OrderedAsync(SampleOrders.Scene(4, "chain"));
        await FinishAsync(jobs[0]);
        (await StateAsync(jobs[2])).ShouldBe(JobState.NotAttempted);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));
        AuditReport hashes = await VerifyAsync(await BundleAsync(jobs[0].RequestId, withClips: false));

        report.Problems.ShouldBeEmpty();
        report.Replayed.ShouldBe(3);
        hashes.Problems.ShouldBeEmpty();
        hashes.Replayed.ShouldBe(2);
        hashes.Notices.ShouldContain(n => n.Contains("the end of the clip before it could not be read", StringComparison.Ordinal));
    }

    // Without continuity the last of three frames would be alone, and have another model.
    [Fact]
    public async Task The_models_of_the_way_that_was_not_taken_are_kept_as_well()
    {
        ProviderConfig config = MemoryCatalog.Config();
        Stage.Catalog.Publish(config with { DefaultSingleModel = "scripted/single", ModelPresets = [.. config.ModelPresets, config.ModelPresets[0] with { Model = "scripted/single", LastFrameField = null }] });
        Job[] jobs = await OrderedAsync(SampleOrders.Scene(3, "shared_keyframe"));
        jobs.ShouldAllBe(j => j.Model == MemoryCatalog.Model);
        jobs[0].Grouping.ShouldContain(d => d.Contains("in place of 2 for", StringComparison.Ordinal));

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
    }

    private async Task<Job[]> OrderedAsync(JsonObject request)
    {
        Job[] jobs = [.. await Agent.OrderAsync(request)];
        await Agent.RunAsync();
        return jobs;
    }

    private async Task FinishAsync(Job job)
    {
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
    }
}
