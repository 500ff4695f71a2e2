using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Vendors;

/// <summary>What goes wrong at a vendor is a sentence with the way out, and its money is known, the same at every one.</summary>
public sealed class VendorFailureTests
{
    [Theory]
    [InlineData("openrouter", "refuse-401", "key")]
    [InlineData("openrouter", "refuse-402", "credits")]
    [InlineData("openrouter", "refuse-403", "description")]
    [InlineData("openrouter", "refuse-404", "another model")]
    [InlineData("openrouter", "refuse-413", "smaller")]
    [InlineData("openrouter", "refuse-429", "in a while")]
    [InlineData("runway", "refuse-401", "key")]
    [InlineData("runway", "refuse-403", "another model")]
    [InlineData("runway", "refuse-404", "another model")]
    [InlineData("runway", "refuse-422", "Change")]
    [InlineData("runway", "refuse-credits", "credits")]
    [InlineData("runway", "refuse-429", "24 hours")]
    public async Task A_refusal_costs_nothing_and_says_what_to_do(string provider, string behaviours, string next)
    {
        await using VendorPath path = await VendorPath.AtAsync(provider, behaviours);

        FailedSegment failed = (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem();

        failed.Billed.ShouldBe(Billed.No);
        failed.NextStep.ShouldContain(next);
        path.Vendor.Truth.JobsCreated.ShouldBe(0);
    }

    [Theory]
    [InlineData("openrouter", "fail", FailureError.ContentRejected, Billed.No)]
    [InlineData("openrouter", "fail,fail-billed", FailureError.ContentRejected, Billed.Yes)]
    [InlineData("openrouter", "fail=Upstream_broke", FailureError.ProviderError, Billed.No)]
    [InlineData("openrouter", "fail-silent", FailureError.ProviderError, Billed.Unknown)]
    [InlineData("openrouter", "expired", FailureError.ProviderError, Billed.No)]
    [InlineData("runway", "fail", FailureError.ContentRejected, Billed.Yes)]
    [InlineData("runway", "fail=SAFETY.OUTPUT.VIDEO", FailureError.ContentRejected, Billed.No)]
    [InlineData("runway", "fail=INTERNAL.BAD_OUTPUT.CODE01", FailureError.ProviderError, Billed.No)]
    [InlineData("runway", "fail-silent", FailureError.ProviderError, Billed.Unknown)]
    public async Task A_failure_says_what_it_cost(string provider, string behaviours, FailureError error, Billed billed)
    {
        await using VendorPath path = await VendorPath.AtAsync(provider, behaviours);

        FailedSegment failed = (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem();

        (failed.Error, failed.Billed).ShouldBe((error, billed));
    }

    [Fact]
    public async Task A_submit_that_nobody_can_look_up_is_final()
    {
        await using VendorPath path = await VendorPath.AtAsync("runway", "submit-lost-after");

        SynthesisAnswer answer = await path.OrderAsync();

        answer.Status.ShouldBe(RequestStatus.Finished);
        answer.FailedSegments.ShouldHaveSingleItem().IsPending.ShouldBeFalse();
    }
}
