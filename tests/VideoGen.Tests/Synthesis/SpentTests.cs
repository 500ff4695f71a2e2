using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Tests.Synthesis;

/// <summary>Whether money went into a job.</summary>
public sealed class SpentTests
{
    private static readonly Job Priced = Samples.Job() with { Price = new PresetPrice { UsdPerSecond = 0.1m }, ReservedUsd = 0.4m };

    [Theory]
    [InlineData(JobState.Planned, null, Billed.No)] // nothing was sent
    [InlineData(JobState.Submitting, null, Billed.Unknown)]
    [InlineData(JobState.Running, null, Billed.Unknown)]
    [InlineData(JobState.Failed, null, Billed.Unknown)]
    [InlineData(JobState.Failed, 0.0, Billed.No)]
    [InlineData(JobState.Downloading, 0.4, Billed.Yes)]
    [InlineData(JobState.Succeeded, 0.000001, Billed.Yes)]
    public void A_row_tells_whether_money_went_into_it(JobState state, double? billed, Billed spent) =>
        Spent.Of(Priced with { State = state, BilledUsd = (decimal?)billed }).ShouldBe(spent);

    [Fact]
    public void What_costs_nothing_took_no_money_wherever_it_stands() =>
        Spent.Of(Samples.Job() with { State = JobState.Running, ReservedUsd = 0 }).ShouldBe(Billed.No);
}
