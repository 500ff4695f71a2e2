using System.Globalization;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Tests;

/// <summary>Times and money as whole numbers: what is rounded is rounded to the safe side.</summary>
public sealed class MicrosTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.4", 400_000)]
    [InlineData("0.0000001", 1)] // a cost is never lost
    [InlineData("1.0000001", 1_000_001)]
    public void A_cost_is_rounded_up(string usd, long micros) => Micros.OfCost(Usd(usd)).ShouldBe(micros);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.2", 1_200_000)]
    [InlineData("1.9999999", 1_999_999)]
    [InlineData("9223372036854.775806", long.MaxValue - 1)]
    [InlineData("9223372036854.775807", long.MaxValue)]
    [InlineData("9999999999999", long.MaxValue)]
    [InlineData("79228162514264337593543950335", long.MaxValue)] // no cap at all, written as a number
    public void A_limit_is_rounded_down(string usd, long micros) => Micros.OfLimit(Usd(usd)).ShouldBe(micros);

    [Fact]
    public void Dollars_come_back() => Micros.Usd(1_200_001).ShouldBe(1.200001m);

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0, 0)]
    [InlineData("1969-12-31T23:59:59.9999999Z", -1, -1)]
    [InlineData("1970-01-02T00:00:00.0000019Z", 86_400_000_001, 1)]
    [InlineData("2026-03-02T08:59:59+09:00", 1_772_409_599_000_000, 20_513)] // still the first of March in UTC
    public void A_time_is_rounded_down_and_has_a_day_of_UTC(string text, long micros, long day)
    {
        DateTimeOffset time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        (Micros.Of(time), Micros.Day(time)).ShouldBe((micros, day));
        Micros.Of((DateTimeOffset?)time).ShouldBe(micros);
        (time - Micros.Time(micros)).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromTicks(9));
    }

    [Fact]
    public void No_time_stays_none() => Micros.Of((DateTimeOffset?)null).ShouldBeNull();

    private static decimal Usd(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
