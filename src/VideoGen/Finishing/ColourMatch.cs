using VideoGen.Contract;
using VideoGen.Lint;

namespace VideoGen.Finishing;

/// <summary>
/// Decides whether a clip is drawn to its own stills. Only pictures of the same content can be compared, so each end of the clip is held against the
/// still that it was made from, and never against another clip. Where only one end can be compared, nobody knows how the colours go on: it is
/// left unless the other end gains too. Pure.
/// </summary>
/// <param name="First">Map at the first frame; null where the clip is left as it is.</param>
/// <param name="Last">Map at the last frame; the same where it is one for all.</param>
/// <param name="Report">The decision with its numbers.</param>
internal sealed record ColourMatch(ColourMap? First, ColourMap? Last, ColourMatchReport Report)
{
    private const decimal LeastLikeness = 0.6m;
    private const decimal LeastGainDb = 0.2m;

    /// <summary>The decision.</summary>
    /// <param name="look">The clip.</param>
    /// <param name="firstStill">Still of its first frame; null without one.</param>
    /// <param name="lastStill">Still of its last frame; null without one.</param>
    public static ColourMatch Decide(ClipLook look, PictureSample? firstStill, PictureSample? lastStill)
    {
        var report = new ColourMatchReport
        {
            Applied = false,
            FirstBeforeDb = firstStill is null ? null : PictureDifference.Db(look.First, firstStill),
            LastBeforeDb = lastStill is null ? null : PictureDifference.Db(look.Last, lastStill),
        };
        if (firstStill is null || lastStill is null)
        {
            return Left(report, firstStill is null ? "The clip was made without a still." : "Only its first frame has a still, so nobody knows how the colours go on.");
        }

        bool firstHolds = PictureDifference.Ssim(look.First, firstStill) >= LeastLikeness;
        bool lastHolds = PictureDifference.Ssim(look.Last, lastStill) >= LeastLikeness;
        if (!firstHolds)
        {
            return Left(report, "Its first frame shows something else than the still: not the colours alone have changed.");
        }

        (ColourMap first, bool isFirstHeld) = ColourMap.Between(look.First, firstStill);
        (ColourMap last, bool isLastHeld) = lastHolds ? ColourMap.Between(look.Last, lastStill) : (first, false);
        if (first.Largest < 1 && last.Largest < 1)
        {
            return Left(report, "Its colours are those of the stills already.");
        }

        decimal firstGain = PictureDifference.Db(first.Apply(look.First), firstStill) - report.FirstBeforeDb!.Value;
        decimal lastGain = PictureDifference.Db(last.Apply(look.Last), lastStill) - report.LastBeforeDb!.Value;
        if (firstGain < 0 || lastGain < 0 || Math.Max(firstGain, lastGain) < LeastGainDb)
        {
            return Left(report, "It would not bring both ends nearer to their stills.");
        }

        string? held = isFirstHeld || isLastHeld ? "The stills are farther away than a colour match may go; it goes part of the way." : null;
        return new ColourMatch(first, last, report with { Applied = true, Reason = held });
    }

    private static ColourMatch Left(ColourMatchReport report, string reason) => new(null, null, report with { Reason = reason });
}
