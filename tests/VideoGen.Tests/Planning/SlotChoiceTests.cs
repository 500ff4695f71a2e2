using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

public sealed class SlotChoiceTests
{
    [Theory]
    [InlineData(new double[] { 4, 6, 8 }, new double[] { 3, 3, 3 }, 12, new double[] { 4, 4, 4 })]
    [InlineData(new double[] { 2, 4, 8 }, new double[] { 4, 3, 2 }, 12, new double[] { 4, 4, 2 })]
    [InlineData(new double[] { 2, 4, 8 }, new double[] { 4, 2.5, 2.5 }, 9, new double[] { 4, 2, 2 })]
    [InlineData(new double[] { 2, 4, 8 }, new double[] { 4, 2.5, 2.5 }, 10, new double[] { 4, 4, 2 })] // of equals the last
    [InlineData(new double[] { 3 }, new double[] { 4 }, 12, new double[] { 3 })]
    public void Choose_Lengths_AreTheShortestThatHoldAndFit(double[] sold, double[] wanted, double limit, double[] expected)
    {
        var legal = SlotChoice.Legal(Presets.Seconds([.. sold.Select(s => (decimal)s)]));
        SlotChoice.Choose([.. wanted.Select(w => (decimal)w)], [.. wanted.Select(_ => legal)], (decimal)limit).ShouldBe(expected.Select(e => (decimal)e));
    }

    [Fact]
    public void Choose_WhatHasNothingShorter_LeavesTheOthersToShrink() =>
        SlotChoice.Choose([2m, 3m], [[4m], [2m, 4m]], 7).ShouldBe([4m, 2m]);

    [Theory]
    [InlineData(4, 4, "Orders 4 s, exactly what is wanted.")]
    [InlineData(2.5, 4, "Orders 4 s, the shortest clip of studio/one that holds 2.5 s.")]
    [InlineData(2.5, 2, "Orders 2 s of studio/one instead of 4 s, so that the whole request fits into its runtime.")]
    [InlineData(9, 6.125, "Orders 6.125 s, the longest clip that studio/one sells.")]
    public void Say_NamesTheReason(double wanted, double slot, string words) =>
        SlotChoice.Say(Presets.Selling(Presets.Seconds(2)).ModelPresets[0], (decimal)wanted, (decimal)slot, [2m, 4m, 6.125m]).ShouldBe(words);

    [Fact]
    public void Legal_LeavesOutWhatIsShorterThanASegment()
    {
        SlotChoice.Legal(Presets.Seconds(1, 1.9m, 2, 5)).ShouldBe([2m, 5m]);
        SlotChoice.Legal(Presets.Seconds(0.5m, 1)).ShouldBe([1m]);
    }
}
