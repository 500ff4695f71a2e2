using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Jobs;
using VideoGen.Lint;

namespace VideoGen.Continuing;

/// <summary>Measures the seams of a request from the ends of its clips. Pure.</summary>
internal static class Seams
{
    // Chosen, not measured: below it two small pictures share little of their structure. To be set anew from seams of real clips.
    private const decimal LeastLikeness = 0.75m;

    /// <summary>Every seam whose two sides are delivered, in order.</summary>
    /// <param name="jobs">The jobs of the request.</param>
    public static ImmutableArray<Seam> Of(ImmutableArray<Job> jobs) =>
    [
        .. jobs.Where(j => j.Continues is not null)
            .Select(after => (Before: jobs.FirstOrDefault(j => j.SegmentId == after.Continues), After: after))
            .Where(pair => pair is { Before.Clip.Ends: not null, After.Clip.Ends: not null })
            .Select(pair => Between(pair.Before!, pair.After)),
    ];

    private static Seam Between(Job before, Job after)
    {
        (ClipEnds from, ClipEnds to) = (before.Clip!.Ends!, after.Clip!.Ends!);
        (PictureSample last, PictureSample first) = (Sample(from.Last), Sample(to.First));
        decimal likeness = PictureDifference.Ssim(last, first);
        return new Seam
        {
            From = before.SegmentId,
            To = after.SegmentId,
            Ssim = likeness,
            PsnrDb = PictureDifference.Db(last, first),
            FromStillDb = from.LastStillDb,
            ToStillDb = to.FirstStillDb,
            Warning = likeness < LeastLikeness ? "The picture jumps here." : null,
        };
    }

    private static PictureSample Sample(string base64) => new(Convert.FromBase64String(base64));
}
