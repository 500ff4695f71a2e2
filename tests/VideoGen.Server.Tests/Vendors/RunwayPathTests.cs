using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Vendors;

public sealed class RunwayPathTests
{
    [Theory]
    [InlineData("")]
    [InlineData("throttled=30")]
    [InlineData("progress-missing,unknown-fields")]
    [InlineData("status-5xx")]
    [InlineData("status-html")]
    [InlineData("status-unknown")]
    [InlineData("output-expired=1")]
    [InlineData("clip-cut")]
    public async Task Polling_alone_delivers_every_segment(string behaviours)
    {
        await using VendorPath path = await VendorPath.RunwayAsync(behaviours);

        SynthesisAnswer answer = await path.OrderAsync(new Order(2));

        answer.FailedSegments.ShouldBeEmpty();
        answer.VideoSegments.ShouldAllBe(s => s.Width == 1280 && s.Height == 720 && s.ProviderMetadata.Provider == "runway" && s.MediaStatus == MediaStatus.Stored);
        path.Vendor.Truth.JobsCreated.ShouldBe(2);
        path.Count(TruthKind.Uploaded).ShouldBe(1, "All four stills are the same picture.");
        answer.Cost.BilledUsd.ShouldBe(path.Vendor.Truth.BilledUsd);
    }

    [Theory]
    [InlineData("submit-lost-after")]
    [InlineData("submit-5xx-after")]
    [InlineData("submit-html")]
    public async Task A_submit_whose_answer_was_lost_ends_as_unknown_and_is_never_sent_again(string behaviours)
    {
        await using VendorPath path = await VendorPath.RunwayAsync(behaviours);

        FailedSegment failed = (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem();

        (failed.Error, failed.Billed).ShouldBe((FailureError.SubmissionUnknown, Billed.Unknown));
        path.Vendor.Truth.JobsCreated.ShouldBe(1);
    }

    [Theory]
    [InlineData("never-ends")]
    [InlineData("never-ends,delete-keeps")]
    public async Task A_cancelled_task_is_aborted_at_the_vendor(string behaviours)
    {
        await using VendorPath path = await VendorPath.RunwayAsync(behaviours);
        SynthesisAnswer pending = await path.OrderAsync(new Order { Wait = 10 });
        pending.FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ProviderPending);
        await path.UntilAsync(() => path.Vendor.Truth.Jobs is [{ State: "running" }]);

        await path.CancelAsync(pending.RequestId);

        (await path.GetAsync(pending.RequestId)).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.Cancelled);
        path.Vendor.Truth.Jobs.ShouldHaveSingleItem().State.ShouldBe("cancelled");
        path.Vendor.Truth.BilledUsd.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancel_that_the_vendor_does_not_take_destroys_no_clip()
    {
        await using VendorPath path = await VendorPath.RunwayAsync("held,delete-5xx");
        SynthesisAnswer answer = await path.OrderAsync(new Order { Wait = 10 });
        await path.UntilAsync(() => path.Vendor.Truth.Jobs is [{ State: "running" }]);

        await path.CancelAsync(answer.RequestId);
        path.Vendor.Release();
        while (answer.Status is not RequestStatus.Finished)
        {
            answer = await path.GetAsync(answer.RequestId);
        }

        answer.VideoSegments.ShouldHaveSingleItem();
        answer.Cost.BilledUsd.ShouldBe(path.Vendor.Truth.BilledUsd);
    }
}
