namespace VideoGen.Planning;

/// <summary>The product's limits, from the client's document.</summary>
public static class PlanLimits
{
    /// <summary>Most segments of one request.</summary>
    public const int MaxSegments = 3;

    /// <summary>Most frames of one segment.</summary>
    public const int MaxFramesPerSegment = 2;

    /// <summary>Shortest segment in seconds.</summary>
    public const decimal MinSegmentSeconds = 2m;

    /// <summary>Longest segment in seconds.</summary>
    public const decimal MaxSegmentSeconds = 4m;

    /// <summary>Longest runtime of one request in seconds; a request may ask for less.</summary>
    public const decimal MaxRuntimeSeconds = 12m;

    /// <summary>What the editor cuts together.</summary>
    public const int EditorWidth = 1280;

    /// <summary>What the editor cuts together.</summary>
    public const int EditorHeight = 720;

    /// <summary>What the editor cuts together, in frames per second.</summary>
    public const decimal EditorFramesPerSecond = 24m;
}
