using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>A request that was found good: frames joined, normalized and sorted by scene and shot, every setting filled in.</summary>
public sealed record Storyboard
{
    /// <summary>The frames to render, sorted by scene, then shot.</summary>
    public required ImmutableArray<Frame> Frames { get; init; }

    /// <summary>The frames that are left out, with the reason; they are accounted for in the answer.</summary>
    public required ImmutableArray<FrameReport> LeftOut { get; init; }

    /// <summary>The settings, with defaults filled in.</summary>
    public required RenderSettings Settings { get; init; }

    /// <summary>Project, path-safe.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode, path-safe.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>Trace id of the orchestrator; null where none was given.</summary>
    public string? TraceId { get; init; }

    /// <summary>Where the stills come from; null where the request does not say.</summary>
    public DigitalSource? StillsSource { get; init; }

    /// <summary>Idempotency key; null where none was given.</summary>
    public string? RequestKey { get; init; }

    /// <summary>Hash of the plan the caller approved; null where none was given.</summary>
    public string? PlanHash { get; init; }

    /// <summary>True orders another take of what is still being made, instead of joining that.</summary>
    public bool AnotherTake { get; init; }

    /// <summary>True has a plan say what it costs with other models.</summary>
    public bool Compare { get; init; }

    /// <summary>Longest wait of the call, 0 to 90 s; null where the caller did not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Hash over all that was asked for; the wait is not part of it.</summary>
    public required string InputHash { get; init; }

    /// <summary>Of a segment that is made again: how many takes there were, so that a plan made after another take is another one.</summary>
    public int Round { get; init; }

    /// <summary>What the caller should know.</summary>
    public required ImmutableArray<Warning> Warnings { get; init; }

    /// <summary>Stills of a refused request whose frame has no place or no words: they can be read all the same.</summary>
    public ImmutableArray<Frame> LooseStills { get; init; } = [];

    /// <summary>What is not known of it; <see cref="Gaps.None"/> in a good request.</summary>
    public Gaps Gaps { get; init; }
}
