using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Paid;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Three_segments_are_delivered_by_webhook_without_a_single_poll()
    {
        await using PaidPath path = await PaidPath.StartAsync(fal: f => f with { PollIntervalSeconds = 60 });
        SynthesisAnswer answer = await path.OrderAsync(new Order(3));
        answer.FailedSegments.ShouldBeEmpty();
        answer.VideoSegments.Select(s => s.SegmentId).ShouldBe(["SEGMENT_1", "SEGMENT_2", "SEGMENT_3"]);
        answer.VideoSegments.ShouldAllBe(s => s.Width == 1280 && s.Height == 720 && s.Fps == 24 && s.BilledSeconds == 4 && s.MediaStatus == MediaStatus.Stored);
        answer.VideoSegments.ShouldAllBe(s => s.ProviderMetadata.WebhookId!.StartsWith("hook_"));
        path.Count(TruthKind.StatusRead).ShouldBe(0);
        answer.Cost.BilledUsd.ShouldBe(path.Truth.BilledUsd);
        answer.Cost.ReservedUsd.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_webhook_polling_alone_delivers_three_segments()
    {
        await using PaidPath path = await PaidPath.StartAsync("webhook-missing");
        SynthesisAnswer answer = await path.OrderAsync(new Order(3));
        answer.VideoSegments.Length.ShouldBe(3);
        path.Truth.Jobs.Count.ShouldBe(3);
        path.Count(TruthKind.WebhookSent).ShouldBe(0);
        answer.Cost.BilledUsd.ShouldBe(path.Truth.BilledUsd);
    }

    [Theory]
    [InlineData("webhook-payload-null")]
    [InlineData("webhook-error-404")]
    public async Task A_webhook_without_a_result_has_the_result_read(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour, fal: f => f with { PollIntervalSeconds = 60 });
        SynthesisAnswer answer = await path.OrderAsync();
        answer.VideoSegments.ShouldHaveSingleItem();
        path.Count(TruthKind.ResultRead).ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_before_the_submit_answer_makes_one_clip()
    {
        await using PaidPath path = await PaidPath.StartAsync("webhook-early,instant");
        SynthesisAnswer answer = await path.OrderAsync();
        answer.VideoSegments.ShouldHaveSingleItem().Take.ShouldBe(1);
        path.Truth.Jobs.ShouldHaveSingleItem().WebhooksAccepted.ShouldBe(1);
        (await path.HistoryAsync(answer.RequestId)).Count(e => e.Kind == "webhook").ShouldBe(1);
    }

    [Fact]
    public async Task Repeated_webhooks_make_one_clip_and_one_delivery()
    {
        await using PaidPath path = await PaidPath.StartAsync("webhook-duplicate=4");
        SynthesisAnswer answer = await path.OrderAsync();
        await path.Log.UntilAsync("Webhook of", times: 4);
        answer.VideoSegments.ShouldHaveSingleItem().Take.ShouldBe(1);
        (await path.HistoryAsync(answer.RequestId)).Count(e => e.To == JobState.Succeeded).ShouldBe(1);
        path.Count(TruthKind.MediaRead).ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_after_the_delivery_is_in_the_history_and_changes_nothing()
    {
        await using PaidPath path = await PaidPath.StartAsync("webhook-late=2");
        SynthesisAnswer answer = await path.OrderAsync();
        await path.Log.UntilAsync("AfterEnd");
        (await path.HistoryAsync(answer.RequestId)).ShouldContain(e => e.Kind == "webhook" && e.Message.Contains("after the job had ended"));
        (await path.GetAsync(answer.RequestId)).VideoSegments.ShouldBe(answer.VideoSegments, Compare.Json<VideoSegment>());
        path.Count(TruthKind.MediaRead).ShouldBe(1);
    }

    [Theory]
    [InlineData("webhook-wrong-signature", "forged")]
    [InlineData("webhook-tampered", "forged")]
    [InlineData("webhook-unsigned", "malformed")]
    [InlineData("webhook-stale=400", "stale")]
    [InlineData("webhook-huge=1500000", "oversized")]
    [InlineData("webhook-html", "malformed")]
    public async Task A_bad_webhook_is_refused_and_the_poll_delivers(string behaviour, string reason)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour);
        SynthesisAnswer answer = await path.OrderAsync();
        await path.Log.UntilAsync($"Webhook refused: {reason}");
        answer.VideoSegments.ShouldHaveSingleItem();
        path.Truth.Jobs.ShouldHaveSingleItem().WebhooksAccepted.ShouldBe(0);
        (await path.HistoryAsync(answer.RequestId)).ShouldNotContain(e => e.Source == EventSource.Webhook && e.Kind == "webhook");
    }

    [Theory]
    [InlineData("flap")]
    [InlineData("requeue")]
    [InlineData("status-5xx=1")]
    [InlineData("status-html=2")]
    [InlineData("status-unknown=2")]
    [InlineData("result-5xx=1")]
    [InlineData("result-early=2")]
    [InlineData("unknown-fields,null-fields")]
    [InlineData("foreign-urls")]
    [InlineData("clip-redirect")]
    [InlineData("clip-type=application/octet-stream")]
    public async Task Trouble_on_the_way_is_followed_to_the_clip(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync($"webhook-missing,{behaviour}");
        SynthesisAnswer answer = await path.OrderAsync();
        answer.FailedSegments.ShouldBeEmpty();
        answer.VideoSegments.ShouldHaveSingleItem();
        path.Truth.JobsCreated.ShouldBe(1);
    }
}
