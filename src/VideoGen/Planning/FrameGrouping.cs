using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Cuts sorted frames into groups of one or two that never cross a scene. Pure.</summary>
internal static class FrameGrouping
{
    public static ImmutableArray<FrameGroup> Group(ImmutableArray<Frame> sorted, RenderSettings settings)
    {
        if (settings.Continuity is not Continuity.None)
        {
            return Overlapping(sorted, settings);
        }

        ImmutableArray<FrameGroup>.Builder groups = ImmutableArray.CreateBuilder<FrameGroup>();
        for (int i = 0; i < sorted.Length;)
        {
            Frame first = sorted[i];
            Frame? next = i + 1 < sorted.Length && sorted[i + 1].Scene == first.Scene ? sorted[i + 1] : null;
            (bool pair, string why) = MayPair(first, next, settings);
            groups.Add(pair ? Pair(first, next!, why, settings) : Single(first, why, settings));
            i += pair ? 2 : 1;
        }

        return groups.ToImmutable();
    }

    // Every two neighbours; a frame that two segments show gives half of its seconds to each.
    private static ImmutableArray<FrameGroup> Overlapping(ImmutableArray<Frame> sorted, RenderSettings settings)
    {
        ImmutableArray<FrameGroup>.Builder groups = ImmutableArray.CreateBuilder<FrameGroup>();
        for (int i = 0; i < sorted.Length; i++)
        {
            Frame first = sorted[i];
            bool isEnd = GoesOn(sorted, i - 1);
            if (!GoesOn(sorted, i))
            {
                if (!isEnd)
                {
                    Frame? next = i + 1 < sorted.Length && sorted[i + 1].Scene == first.Scene ? sorted[i + 1] : null;
                    groups.Add(Single(first, MayPair(first, next, settings).Why, settings));
                }

                continue;
            }

            Frame last = sorted[i + 1];
            (decimal a, decimal b) = (Share(first, isEnd, settings), Share(last, GoesOn(sorted, i + 1), settings));
            string why = $"Scene {first.Scene}: shots {first.Shot} and {last.Shot} make one segment{(isEnd ? $", which shares shot {first.Shot} with the one before it" : "")}.";
            groups.Add(new([first, last], [a, b], [why, $"Wants {a + b:0.###} s: {Said(first, a)} and {Said(last, b)}."]));
        }

        return groups.ToImmutable();
    }

    private static bool GoesOn(ImmutableArray<Frame> sorted, int i) =>
        i >= 0 && i + 1 < sorted.Length && sorted[i].Scene == sorted[i + 1].Scene && sorted[i].Image is not null && sorted[i + 1].Image is not null;

    private static decimal Share(Frame frame, bool isShared, RenderSettings settings) =>
        frame.DurationSeconds is { } seconds ? (isShared ? seconds / 2 : seconds) : settings.DurationPerSegment / 2;

    private static (bool Pair, string Why) MayPair(Frame first, Frame? next, RenderSettings settings)
    {
        if (settings.Grouping is Grouping.Single)
        {
            return (false, $"Scene {first.Scene}: shot {first.Shot} is a segment of its own (single grouping).");
        }

        if (next is null)
        {
            return (false, $"Scene {first.Scene}: shot {first.Shot} has no shot left to pair with, so it is a segment of its own.");
        }

        if (first.Image is null || next.Image is null)
        {
            Frame wordsOnly = first.Image is null ? first : next;
            string itself = wordsOnly == first ? "it" : $"shot {first.Shot}";
            return (false, $"Scene {first.Scene}: shot {wordsOnly.Shot} has no still, so {itself} is a segment of its own.");
        }

        decimal together = Seconds(first, settings, paired: true) + Seconds(next, settings, paired: true);
        return settings.Grouping is Grouping.Adaptive && together > PlanLimits.MaxSegmentSeconds
            ? (false, $"Scene {first.Scene}: shots {first.Shot} and {next.Shot} together want {together:0.###} s, more than the {PlanLimits.MaxSegmentSeconds} s a segment may last, so shot {first.Shot} is a segment of its own (adaptive grouping).")
            : (true, $"Scene {first.Scene}: shots {first.Shot} and {next.Shot} together make one segment.");
    }

    private static FrameGroup Pair(Frame first, Frame last, string why, RenderSettings settings)
    {
        decimal a = Seconds(first, settings, paired: true);
        decimal b = Seconds(last, settings, paired: true);
        return new([first, last], [a, b], [why, $"Wants {a + b:0.###} s: {Said(first, a)} and {Said(last, b)}."]);
    }

    private static FrameGroup Single(Frame only, string why, RenderSettings settings)
    {
        decimal seconds = Seconds(only, settings, paired: false);
        return new([only], [seconds], [why, $"Wants {seconds:0.###} s{(only.DurationSeconds is null ? ", the default" : "")}."]);
    }

    private static decimal Seconds(Frame frame, RenderSettings settings, bool paired) =>
        frame.DurationSeconds ?? (paired ? settings.DurationPerSegment / 2 : settings.DurationPerSegment);

    private static string Said(Frame frame, decimal seconds) =>
        frame.DurationSeconds is null ? $"{seconds:0.###} s for shot {frame.Shot} by default" : $"{seconds:0.###} s for shot {frame.Shot}";
}
