using System.Collections.Frozen;

namespace VideoGen.FalSimulation.Models;

/// <summary>One endpoint: its input as fal documents it, its output and its price.</summary>
internal sealed record SimulatedModel
{
    public required string Id { get; init; }

    public required FrozenDictionary<string, ModelField> Fields { get; init; }

    public required ModelClip Clip { get; init; }

    public required ModelPrice Price { get; init; }

    public required ModelPictures Pictures { get; init; }

    /// <summary>Members of the output besides <c>video</c>: any of <c>seed</c>, <c>prompt</c>, <c>actual_prompt</c>, <c>video_id</c>.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Whether the output tells width, height, fps, duration and frames of the file.</summary>
    public bool TellsVideo { get; init; }

    /// <summary>Whether fal took the endpoint down (it stays callable here unless the options say otherwise).</summary>
    public bool Retired { get; init; }

    /// <summary>Whether <c>/stream</c> answers with server-sent events.</summary>
    public bool Streams { get; init; }
}
