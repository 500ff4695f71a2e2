using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Exports;

/// <summary>One segment on the timeline: the place of a shot, its takes, and the one that is shown.</summary>
internal sealed record FilmSegment
{
    /// <summary>Unique name: <c>segment_1_2</c>, with the episode before it where there are several.</summary>
    public required string Name { get; init; }

    /// <summary>The job of the shown take; where there is none the newest.</summary>
    public required Job Job { get; init; }

    /// <summary>Frames that the storyboard wants, 1 or more.</summary>
    public required int Frames { get; init; }

    /// <summary>Takes that exist, in the order of their numbers.</summary>
    public required ImmutableArray<FilmTake> Takes { get; init; }

    /// <summary>The take that is shown; null where there is none.</summary>
    public required FilmTake? Shown { get; init; }

    /// <summary>Why nothing is shown, in one sentence; null where something is.</summary>
    public string? Missing { get; init; }

    /// <summary>Frames that the shown take fills; the rest stays black.</summary>
    public int Filled => Shown is null ? 0 : Math.Min(Frames, Shown.Frames);

    /// <summary>Why the rest stays black, in one sentence; null where none does.</summary>
    public string? Rest => Shown is not null && Filled < Frames ? $"The clip is {Frames - Filled} frames shorter than the storyboard wants." : Missing;

    /// <summary>Frames of the segment from 0 at which its stills stand: the first at its begin, the last at its end.</summary>
    public IEnumerable<(string FrameId, int At)> Stills => Job.FrameIds.Select((id, i) => (id, i == 0 ? 0 : (Frames - 1) * i / Math.Max(1, Job.FrameIds.Length - 1)));
}
