using VideoGen.Planning;

namespace VideoGen.Tests.Planning;

/// <summary>Wished seconds become wanted ones.</summary>
public sealed class SegmentTimingTests
{
    [Theory]
    [InlineData(new[] { 3.0, 2.5 }, 12, new[] { 3.0, 2.5 })]
    [InlineData(new[] { 4.0, 4, 4 }, 12, new[] { 4.0, 4, 4 })] // exactly the runtime
    [InlineData(new[] { 9.0, 0.5 }, 12, new[] { 4.0, 2 })]
    [InlineData(new[] { 4.0, 4, 4 }, 9, new[] { 3.0, 3, 3 })]
    [InlineData(new[] { 4.0, 4, 4 }, 10, new[] { 3.333, 3.333, 3.333 })] // rounded down, so that the sum fits
    [InlineData(new[] { 4.0, 2.2, 2 }, 7, new[] { 3.0, 2, 2 })] // two stay at the shortest, the third gives what is missing
    [InlineData(new[] { 4.0, 3, 2 }, 8, new[] { 3.428, 2.571, 2 })] // one stays at the shortest, the others share the rest
    [InlineData(new[] { 4.0, 4, 4 }, 6, new[] { 2.0, 2, 2 })]
    [InlineData(new[] { 4.0, 3, 4 }, 5, new[] { 2.0, 2, 2 })] // does not fit at all
    public void Time_ClampsAndScales(double[] wished, double limit, double[] wanted) =>
        SegmentTiming.Time([.. wished.Select(w => new FrameGroup([], [(decimal)w], []))], (decimal)limit).Select(t => t.Seconds).ShouldBe(wanted.Select(w => (decimal)w));

    [Fact]
    public void Time_SaysWhatItChanged()
    {
        SegmentTiming.Time([new([], [4.5m], []), new([], [1.25m], []), new([], [2.5m], [])], 12).Select(t => string.Join(' ', t.Decisions)).ShouldBe(
        [
            "Shortened from 4.5 s to 4 s, the longest a segment may last.", "Lengthened from 1.25 s to 2 s, the shortest a segment may last.", "",
        ]);
        SegmentTiming.Time([new([], [3], []), new([], [4.5m], [])], 5.25m).Select(t => string.Join(' ', t.Decisions)).ShouldBe(
        [
            "Shortened from 3 s to 2.25 s, so that the whole request lasts at most 5.25 s.",
            "Shortened from 4.5 s to 4 s, the longest a segment may last. Shortened from 4 s to 3 s, so that the whole request lasts at most 5.25 s.",
        ]);
    }
}
