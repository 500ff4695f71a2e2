using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Vendors;

public sealed class OpenRouterPathTests
{
    [Theory]
    [InlineData("")]
    [InlineData("webhook-duplicate=3")]
    [InlineData("webhook-early,instant")]
    [InlineData("polling-foreign")]
    [InlineData("polling-missing,old-id,unknown-fields,null-fields")]
    [InlineData("submit-lost-after")]
    [InlineData("submit-5xx-after")]
    [InlineData("submit-html")]
    [InlineData("content-502=1")]
    [InlineData("clip-cut")]
    public async Task A_signed_callback_delivers_every_segment_without_a_single_poll(string behaviours)
    {
        await using VendorPath path = await VendorPath.OpenRouterAsync(behaviours);

        SynthesisAnswer answer = await path.OrderAsync(new Order(3));

        answer.FailedSegments.ShouldBeEmpty();
        answer.VideoSegments.ShouldAllBe(s => s.Width == 1280 && s.Height == 720 && s.ProviderMetadata.Provider == "openrouter" && s.MediaStatus == MediaStatus.Stored);
        path.Count(TruthKind.StatusRead).ShouldBe(0);
        path.Vendor.Truth.JobsCreated.ShouldBe(3);
        answer.Cost.BilledUsd.ShouldBe(path.Vendor.Truth.BilledUsd);
    }

    [Theory]
    [InlineData("webhook-missing")]
    [InlineData("webhook-wrong-signature")]
    [InlineData("webhook-tampered")]
    [InlineData("webhook-stale")]
    [InlineData("webhook-unsigned")]
    [InlineData("webhook-html")]
    [InlineData("status-5xx,webhook-missing")]
    [InlineData("status-html,webhook-missing")]
    [InlineData("status-unknown,webhook-missing")]
    public async Task What_no_callback_proves_is_read(string behaviours)
    {
        await using VendorPath path = await VendorPath.OpenRouterAsync(behaviours, pollSeconds: 0.05m);

        SynthesisAnswer answer = await path.OrderAsync();

        answer.VideoSegments.ShouldHaveSingleItem();
        path.Count(TruthKind.StatusRead).ShouldBeGreaterThan(0);
        answer.Cost.BilledUsd.ShouldBe(path.Vendor.Truth.BilledUsd);
    }

    [Fact]
    public async Task Without_a_secret_a_callback_only_hastens_the_reading()
    {
        await using VendorPath path = await VendorPath.OpenRouterAsync("webhook-unsigned", secret: null);

        (await path.OrderAsync()).VideoSegments.ShouldHaveSingleItem();

        path.Count(TruthKind.StatusRead).ShouldBe(1);
    }
}
