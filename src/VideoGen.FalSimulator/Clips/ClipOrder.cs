namespace VideoGen.FalSimulation.Clips;

/// <summary>A clip to be rendered.</summary>
public sealed record ClipOrder
{
    /// <summary>Picture files in order: none for text to video, one for a single frame, two for first and last.</summary>
    public required IReadOnlyList<string> Pictures { get; init; }

    /// <summary>The prompt as the caller sent it; may be empty.</summary>
    public required string Prompt { get; init; }

    /// <summary>Length in seconds, more than 0.</summary>
    public required double Seconds { get; init; }

    /// <summary>Frames per second, 1 or more.</summary>
    public required int Fps { get; init; }

    /// <summary>Width in pixels, even.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels, even.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the clip has a sound track.</summary>
    public bool Audio { get; init; }
}
