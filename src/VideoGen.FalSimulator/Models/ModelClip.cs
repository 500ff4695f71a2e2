namespace VideoGen.FalSimulation.Models;

/// <summary>How a model's output follows from its input: length, rate, size, sound.</summary>
internal sealed record ModelClip
{
    /// <summary>Field with the length ("8s", "5" or 5).</summary>
    public string? SecondsField { get; init; }

    /// <summary>Length in seconds where no field tells it.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>Field with the number of frames; wins over the seconds when it is given or has a default.</summary>
    public string? FramesField { get; init; }

    public string? FpsField { get; init; }

    public int Fps { get; init; } = 24;

    /// <summary>Whether the film interpolator multiplies the file's frame rate (Wan 2.2).</summary>
    public bool Interpolates { get; init; }

    public string? ResolutionField { get; init; }

    /// <summary>Height in pixels where no field tells it.</summary>
    public int Height { get; init; } = 720;

    public string? AudioField { get; init; }
}
