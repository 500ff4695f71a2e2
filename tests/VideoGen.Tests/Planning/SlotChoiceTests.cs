using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

public sealed class SlotChoiceTests
{
    [Theory]
    [InlineData(new double[] { 4, 6, 8 }, new double[] { 3, 3, 3 }, 12, new double[] { 4, 4, 4 })]
    [InlineData(new double[] { 2, 4, 8 }, new double[] { 4, 3, 2 }, 12, new double[] { 4, 4, 2 })]
    [InlineData(new double[] { 2, 4, 8 }, new double[] { 4, 2.5, 2.5 }, 9, new double[] { 4, 2, 2 })]
    [InlineData(new double[] { 3 }, new double[] { 4 }, 12, new double[] { 3 })]
    public void Choose_Lengths_AreTheShortestThatHoldAndFit(double[] sold, double[] wanted, double limit, double[] expected)
    {
        var legal = SlotChoice.Legal(Presets.Seconds([.. sold.Select(s => (decimal)s)]));
        SlotChoice.Choose([.. wanted.Select(w => (decimal)w)], [.. wanted.Select(_ => legal)], (decimal)limit).ShouldBe(expected.Select(e => (decimal)e));
    }

    [Fact]
    public void Legal_LeavesOutWhatIsShorterThanASegment()
    {
        SlotChoice.Legal(Presets.Seconds(1, 1.9m, 2, 5)).ShouldBe([2m, 5m]);
        SlotChoice.Legal(Presets.Seconds(0.5m, 1)).ShouldBe([1m]);
    }
}
