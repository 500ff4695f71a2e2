using VideoGen.Finishing;
using VideoGen.Lint;

namespace VideoGen.Animatic.Tests.Finishing;

/// <summary>When a clip is drawn to its stills, and how far.</summary>
public sealed class ColourMatchTests
{
    private static readonly PictureSample Still = Sample((x, y) => (40 + x * 2, 60 + y * 2, 80 + (x + y)));

    [Fact]
    public void Without_a_second_still_nobody_knows_how_the_colours_go_on()
    {
        ColourMatch match = ColourMatch.Decide(Look(Still, Still), Still, null);
        (match.First, match.Report.Applied).ShouldBe((null, false));
        match.Report.Reason!.ShouldContain("Only its first frame");
    }

    [Fact]
    public void Colours_that_are_right_are_not_touched() =>
        ColourMatch.Decide(Look(Still, Still), Still, Still).Report.Reason!.ShouldContain("already");

    [Fact]
    public void A_drift_is_undone_at_both_ends()
    {
        PictureSample drifted = Sample((x, y) => (46 + x * 1.8, 58 + y * 2.1, 83 + (x + y)));
        ColourMatch match = ColourMatch.Decide(Look(drifted, Still), Still, Still);

        match.Report.Applied.ShouldBeTrue();
        PictureDifference.Db(match.First!.Apply(drifted), Still).ShouldBeGreaterThan(match.Report.FirstBeforeDb!.Value + 10);
        match.Last!.Largest.ShouldBeLessThan(1);
    }

    [Fact]
    public void It_goes_no_farther_than_it_may()
    {
        PictureSample dark = Sample((x, y) => (10 + x, 15 + y, 20 + (x + y) / 2.0));
        ColourMatch match = ColourMatch.Decide(Look(dark, dark), Still, Still);

        match.First?.Gains.ShouldAllBe(g => g <= 1.18);
        (match.Report.Applied ? match.Report.Reason : "left").ShouldNotBeNull();
    }

    private static ClipLook Look(PictureSample first, PictureSample last) => new() { First = first, Last = last };

    private static PictureSample Sample(Func<int, int, (double R, double G, double B)> colour)
    {
        byte[] rgb = new byte[PictureSample.Length];
        for (int i = 0; i < PictureSample.Side * PictureSample.Side; i++)
        {
            (double r, double g, double b) = colour(i % PictureSample.Side, i / PictureSample.Side);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = ((byte)Math.Clamp(r, 0, 255), (byte)Math.Clamp(g, 0, 255), (byte)Math.Clamp(b, 0, 255));
        }

        return new PictureSample(rgb);
    }
}
