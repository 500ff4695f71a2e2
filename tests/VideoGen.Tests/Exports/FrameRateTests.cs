using System.Globalization;
using VideoGen.Exports;

namespace VideoGen.Tests.Exports;

public sealed class FrameRateTests
{
    [Theory]
    [InlineData("24", 24, 1)]
    [InlineData("25", 25, 1)]
    [InlineData("23.976", 24000, 1001)]
    [InlineData("23.98", 24000, 1001)]
    [InlineData("23.99", 2399, 100)]
    [InlineData("119.88", 120000, 1001)]
    [InlineData("23.976023976", 24000, 1001)]
    [InlineData("29.97", 30000, 1001)]
    [InlineData("59.94", 60000, 1001)]
    [InlineData("12.5", 25, 2)]
    [InlineData("0.0001", 1, 1000)]
    public void A_rounded_rate_is_the_fraction_that_it_stands_for(string fps, long over, long under)
    {
        var rate = FrameRate.Of(decimal.Parse(fps, CultureInfo.InvariantCulture));

        (rate.Over * under).ShouldBe(over * rate.Under);
    }

    [Theory]
    [InlineData("24", true, 24)]
    [InlineData("23.976", true, 24)]
    [InlineData("29.97", true, 30)]
    [InlineData("12.5", false, 13)]
    [InlineData("0.3", false, 0)]
    public void Whole_rates_and_those_of_television_can_be_counted(string fps, bool can, int counted)
    {
        var rate = FrameRate.Of(decimal.Parse(fps, CultureInfo.InvariantCulture));

        (rate.CanBeCounted, rate.Counted).ShouldBe((can, counted));
    }

    [Theory]
    [InlineData(0, "00:00:00:00")]
    [InlineData(23, "00:00:00:23")]
    [InlineData(24, "00:00:01:00")]
    [InlineData(86399, "00:59:59:23")]
    [InlineData(86400, "01:00:00:00")]
    public void A_time_code_counts_frames(long frames, string code) => new FrameRate(24, 1).TimeCodeOf(frames).ShouldBe(code);

    [Fact]
    public void Frames_and_seconds_are_there_and_back()
    {
        foreach (FrameRate rate in (FrameRate[])[new(24, 1), new(24000, 1001), new(25, 1), new(30000, 1001), new(60000, 1001)])
        {
            for (int frames = 1; frames < 5000; frames++)
            {
                rate.FramesOf(rate.SecondsOf(frames)).ShouldBe(frames);
            }
        }
    }
}
