using System.Collections.Immutable;

namespace VideoGen.Exports;

/// <summary>What an editor gets, before it is written in any form: one track of segments in the order of the storyboard.</summary>
internal sealed record Film
{
    /// <summary>What it is called: the request, or project and episode.</summary>
    public required string Name { get; init; }

    /// <summary>Rate of the timeline.</summary>
    public required FrameRate Rate { get; init; }

    /// <summary>The segments.</summary>
    public required ImmutableArray<FilmSegment> Segments { get; init; }

    /// <summary>What an editor should know, in sentences; nothing is left out in silence.</summary>
    public required ImmutableArray<string> Notices { get; init; }

    /// <summary>Frames of all of it.</summary>
    public long Frames => Segments.Sum(s => (long)s.Frames);
}
