using VideoGen.Catalog;

namespace VideoGen.Tests.Catalog;

public sealed class PresetPriceTests
{
    private static readonly PresetPrice Silent = new() { UsdPerSecond = 0.1m, Unit = new BillingUnit { Name = "second with audio", Usd = 0.15m, Source = "test" } };

    [Theory]
    [InlineData("2.6666666667", 0.4)]
    [InlineData("2.667", 0.4)] // the count of the plan, rounded
    [InlineData("2.67", 0.4)]
    [InlineData("2.68", 0.402)] // within 1 %, and no rounding of it
    [InlineData("2.6666666666666665", 0.4)] // as a binary fraction
    [InlineData("2.7", 0.405)] // too far off to be that
    [InlineData("3", 0.45)]
    [InlineData("4", 0.6)]
    [InlineData("2", 0.3)]
    [InlineData("0", 0)]
    [InlineData(null, 0.4)]
    public void Units_cost_their_own_price(string? units, double usd) =>
        Silent.OfUnits(units is null ? null : decimal.Parse(units), 4).ShouldBe((decimal)usd);

    [Theory]
    [InlineData("87.3", 0.216)]
    [InlineData("0.0864", 0.216)]
    [InlineData("0", 0)]
    [InlineData(null, 0.216)]
    public void Units_of_an_unknown_price_only_say_whether_something_was_billed(string? units, double usd)
    {
        foreach (BillingUnit? unit in new[] { null, new BillingUnit { Name = "tokens", Source = "not known" } })
        {
            new PresetPrice { UsdPerSecond = 0.054m, Unit = unit }.OfUnits(units is null ? null : decimal.Parse(units), 4).ShouldBe((decimal)usd);
        }
    }

    [Fact]
    public void Steps_and_a_price_per_clip_are_the_plan_all_the_same()
    {
        var unit = new BillingUnit { Name = "credit", Usd = 0.05m, Source = "test" };
        new PresetPrice { UsdPerSecond = 0.05m, UsdPerClip = 0.1m, Unit = unit }.OfUnits(4, 2).ShouldBe(0.2m);
        new PresetPrice { Steps = [new(5, 0.2m), new(8, 0.4m)], Unit = unit }.OfUnits(8, 8).ShouldBe(0.4m);
    }

    [Theory]
    [InlineData("100", 0.995)] // 99.5 units, rounded
    [InlineData("98", 0.98)]
    [InlineData("101", 1.01)]
    public void A_count_is_the_plan_rounded_up_to_half_of_its_last_place(string units, double usd) =>
        new PresetPrice { UsdPerClip = 0.995m, Unit = new BillingUnit { Name = "credit", Usd = 0.01m, Source = "test" } }.OfUnits(decimal.Parse(units), 4).ShouldBe((decimal)usd);

    [Theory]
    [InlineData(0, 0.25, 0)]
    [InlineData(2, 0.55, 3)]
    [InlineData(10, 1.75, 15)]
    public void A_straight_line_is_the_clip_and_its_billed_seconds(double seconds, double usd, double billed)
    {
        var price = new PresetPrice(UnitsPerSecond: 1.5m) { UsdPerClip = 0.25m, UsdPerSecond = 0.1m };
        (price.Of((decimal)seconds), price.BilledSeconds((decimal)seconds)).ShouldBe(((decimal)usd, (decimal)billed));
        new PresetPrice { UsdPerSecond = 0.1m }.Of((decimal)seconds).ShouldBe((decimal)seconds / 10);
        new PresetPrice { UsdPerSecond = 0.1m, Steps = default }.Of((decimal)seconds).ShouldBe((decimal)seconds / 10, "steps that are not given are none");
    }

    [Theory]
    [InlineData(4, 0.2)]
    [InlineData(5, 0.2)]
    [InlineData(5.5, 0.4)]
    [InlineData(8, 0.4)]
    [InlineData(9, 0.4)]
    public void A_step_holds_up_to_its_length_and_the_last_for_ever(double seconds, double usd) =>
        new PresetPrice { UsdPerSecond = 7, UsdPerClip = 7, Steps = [new(5, 0.2m), new(8, 0.4m)] }.Of((decimal)seconds).ShouldBe((decimal)usd);
}
