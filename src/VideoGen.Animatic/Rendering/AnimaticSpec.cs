using System.Collections.Immutable;

namespace VideoGen.Animatic.Rendering;

/// <summary>What to render. The same specification over the same files gives the same bytes with the same ffmpeg.</summary>
public sealed record AnimaticSpec
{
    /// <summary>No picture (a moving gradient is drawn), one, or two joined by a dissolve.</summary>
    public required ImmutableArray<AnimaticStill> Stills { get; init; }

    /// <summary>Camera notes of each picture, in free text; missing ones count as empty. Without pictures the first one counts.</summary>
    public ImmutableArray<string> CameraNotes { get; init; } = [];

    /// <summary>Seconds that each picture wants, in any unit: their shares of the clip. Pictures without count alike.</summary>
    public ImmutableArray<decimal> ShotSeconds { get; init; } = [];

    /// <summary>Length in seconds, more than 0, at most 60.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>Frames per second, 1 to 120; 24 unless given.</summary>
    public decimal FramesPerSecond { get; init; } = 24;

    /// <summary>Width in pixels, even, 64 to 4096; 1280 unless given.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Height in pixels, even, 64 to 4096; 720 unless given.</summary>
    public int Height { get; init; } = 720;

    /// <summary>Amount of motion, 0 (none) to 1 (most); 0.5 unless given.</summary>
    public double MotionStrength { get; init; } = 0.5;

    /// <summary>Seed of the hand-held unrest; the same seed shakes the same.</summary>
    public ulong Seed { get; init; }

    /// <summary>Frames of the clip: seconds x rate, rounded, at least 1.</summary>
    public int Frames => Math.Max(1, (int)Math.Round(Seconds * FramesPerSecond, MidpointRounding.AwayFromZero));

    /// <summary>What to call a picture.</summary>
    internal string NameOf(int still) => Stills[still].Name ?? $"frame {still + 1}";

    /// <summary>What cannot be rendered about it; null when all is in range.</summary>
    internal string? Fault => this switch
    {
        { Stills.IsDefault: true } or { Stills.Length: > 2 } => "A clip has no, one or two stills.",
        { Seconds: <= 0 or > 60 } => "Seconds must be more than 0 and at most 60.",
        { FramesPerSecond: < 1 or > 120 } => "Frames per second must be 1 to 120.",
        { Width: < 64 or > 4096 } or { Height: < 64 or > 4096 } => "Width and height must be 64 to 4096.",
        _ when ((Width | Height) & 1) != 0 => "Width and height must be even.",
        _ when !double.IsFinite(MotionStrength) => "Motion strength must be a number.",
        _ => null,
    };
}
