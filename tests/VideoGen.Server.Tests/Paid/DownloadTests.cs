using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Host.Configuration;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Paid;

public sealed class DownloadTests
{
    [Theory]
    [InlineData("clip-gone")]
    [InlineData("clip-html")]
    [InlineData("clip-truncated")]
    [InlineData("clip-empty")]
    [InlineData("clip-wrong-length")]
    [InlineData("clip-redirect-private")]
    [InlineData("result-foreign-video")]
    public async Task A_clip_that_cannot_be_had_is_a_failed_download_that_keeps_the_address(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour);
        SynthesisAnswer answer = await path.OrderAsync();
        FailedSegment failed = answer.FailedSegments.ShouldHaveSingleItem();
        failed.Error.ShouldBe(FailureError.DownloadFailed);
        failed.Billed.ShouldBe(Billed.Yes);
        failed.ProviderUrl.ShouldNotBeNull();
        failed.NextStep.ShouldContain($"videogen redeliver {failed.ProviderMetadata.JobId}");
        Directory.Exists(Path.Combine(path.Settings.Home, "media", "projects")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("clip-5xx=1")]
    [InlineData("clip-cut=1")]
    [InlineData("clip-cut=1,clip-no-range")]
    public async Task Redeliver_finishes_it_without_paying_again(string behaviour)
    {
        // A webhook that comes while the clip is fetched would make the attempt be made anew.
        await using PaidPath path = await PaidPath.StartAsync(behaviour, webhooks: false);
        FailedSegment failed = (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem();
        failed.Error.ShouldBe(FailureError.DownloadFailed);
        decimal paid = path.Truth.BilledUsd;
        string requestId = ((Answer<string>.Given)await path.Agent.Redelivery.BeginAsync(failed.ProviderMetadata.JobId, CancellationToken.None)).Value;
        SynthesisAnswer answer = await path.GetAsync(requestId);
        answer.VideoSegments.ShouldHaveSingleItem().DurationSeconds.ShouldBe(4);
        path.Truth.BilledUsd.ShouldBe(paid);
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
    }

    [Theory]
    [InlineData("clip-5xx=1")]
    [InlineData("clip-cut=1")]
    [InlineData("clip-slow=1")]
    public async Task A_passing_trouble_of_the_media_host_is_overcome_in_the_same_call(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour, settings: s => s with { Follow = new FollowSettings { MaxDownloadAttempts = 3 } });
        (await path.OrderAsync()).VideoSegments.ShouldHaveSingleItem();
    }
}
