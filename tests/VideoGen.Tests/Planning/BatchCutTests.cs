using VideoGen.Planning;

namespace VideoGen.Tests.Planning;

/// <summary>Groups become requests that fit.</summary>
public sealed class BatchCutTests
{
    [Theory]
    [InlineData(new[] { 4.0 }, 4, "0..1")]
    [InlineData(new[] { 4.0, 4, 4, 4, 4 }, 12, "0..3 3..5")] // three segments
    [InlineData(new[] { 2.0, 2, 2, 2 }, 12, "0..3 3..4")]
    [InlineData(new[] { 2.0, 2, 2, 2, 2, 2, 2 }, 12, "0..3 3..6 6..7")]
    [InlineData(new[] { 4.0, 4, 4 }, 8, "0..2 2..3")] // exactly the runtime
    [InlineData(new[] { 4.0, 4, 4 }, 7, "0..1 1..2 2..3")]
    [InlineData(new[] { 2.0, 6, 4, 3, 3 }, 8, "0..2 2..4 4..5")]
    public void Cut_FillsEachBatch(double[] shortest, double runtime, string batches) =>
        string.Join(' ', BatchCut.Cut([.. shortest.Select(s => (decimal)s)], (decimal)runtime)).ShouldBe(batches);
}
