using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>
/// Holds the segments against the number and the runtime that a request may have, and cuts them into requests that fit. Where only a part
/// of the frames is known, that part alone must break the limit: more frames never make fewer segments. Pure.
/// </summary>
/// <param name="Problems">The limits that are broken.</param>
/// <param name="CanBeCut">True when every segment alone fits a request.</param>
/// <param name="Batches">The segments of each request that fits, by their numbers; empty when they cannot be cut.</param>
internal sealed record LimitCheck(ImmutableArray<Problem> Problems, bool CanBeCut, ImmutableArray<Range> Batches)
{
    /// <summary>Checks the segments of a storyboard.</summary>
    public static LimitCheck Of(ImmutableArray<DraftSegment> segments, Storyboard storyboard, ProviderConfig? provider)
    {
        RenderSettings settings = storyboard.Settings;
        decimal[] known = [.. segments.Where(s => s.Preset is not null).Select(s => s.Shortest)];
        bool canBeCut = known.All(seconds => seconds <= settings.MaxRuntimeSeconds);
        ImmutableArray<Range> batches = canBeCut ? BatchCut.Cut([.. segments.Select(s => s.Shortest)], settings.MaxRuntimeSeconds) : [];
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!canBeCut)
        {
            problems.Add(RuntimeProblem.NoModelFits(segments, provider, settings));
        }

        // Who will pair with whom is not known, so each may be as short as the shortest.
        decimal shortest = storyboard.Gaps.HasFlag(Gaps.Frames)
            ? segments.Length * segments.Select(s => s.Shortest).DefaultIfEmpty().Min()
            : segments.Sum(s => s.Shortest);
        if (segments.Length > PlanLimits.MaxSegments)
        {
            problems.Add(TooMany(segments.Length, batches.Length, storyboard.Gaps));
        }
        else if (canBeCut && shortest > settings.MaxRuntimeSeconds)
        {
            problems.Add(RuntimeProblem.TooManyForRuntime(segments, shortest, provider, settings));
        }

        return new(problems.ToImmutable(), canBeCut, batches);
    }

    private static Problem TooMany(int segments, int batches, Gaps gaps)
    {
        string make = gaps.HasFlag(Gaps.Frames) ? "make at least" : "make";
        string cut = batches > 0 && gaps is Gaps.None ? $"Send them as {batches} requests, one per entry of batches," : $"Send at most {PlanLimits.MaxSegments} segments a request,";
        return new(
            ProblemCodes.TooManySegments, "/generated_frames", $"The frames {make} {segments} segments; one request may have {PlanLimits.MaxSegments}.", $"{cut} or use the command line's --all-batches.");
    }
}
