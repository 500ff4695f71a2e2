using System.Collections.Immutable;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Orders;

/// <summary>The payload of a segment: all that the render depends on, so that any process can make the same clip from it.</summary>
internal sealed record RenderOrder
{
    /// <summary>Present version: a change of what the same order looks like is a new one.</summary>
    public const string Present = "animatic/2";

    /// <summary>Version of the renderer it was made for.</summary>
    public required string Renderer { get; init; }

    /// <summary>The motion prompt, kept for the records; the camera notes are what moves.</summary>
    public required string Prompt { get; init; }

    /// <summary>The pictures in order.</summary>
    public required ImmutableArray<RenderStill> Stills { get; init; }

    /// <summary>Camera notes of each picture.</summary>
    public required ImmutableArray<string> CameraNotes { get; init; }

    /// <summary>Storyboard seconds of each picture: their shares of the clip. Empty in orders of an older version.</summary>
    public ImmutableArray<decimal> ShotSeconds { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Length in seconds.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>Frames of the clip.</summary>
    public required int Frames { get; init; }

    /// <summary>Rate.</summary>
    public required decimal FramesPerSecond { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Amount of motion, 0 to 1.</summary>
    public required double MotionStrength { get; init; }

    /// <summary>What to render.</summary>
    public AnimaticSpec ToSpec() => new()
    {
        Stills = [.. Stills.Select(s => new AnimaticStill(s.LocalPath, s.FrameId))],
        CameraNotes = CameraNotes,
        ShotSeconds = ShotSeconds,
        Seconds = Seconds,
        FramesPerSecond = FramesPerSecond,
        Width = Width,
        Height = Height,
        MotionStrength = MotionStrength,
        Seed = Seed(),
    };

    /// <summary>What the reader should know about the clip; needs no picture.</summary>
    public ImmutableArray<string> Notes()
    {
        AnimaticSpec spec = ToSpec();
        ImmutableArray<(int, int)> sizes = Stills.IsEmpty ? [(Width, Height)] : [.. Stills.Select(s => (s.Width, s.Height))];
        return ScenePlan.Notes(spec, ScenePlan.For(spec, sizes));
    }

    // FNV-1a over the pictures: the same pictures shake the same, others differently.
    private ulong Seed()
    {
        ulong hash = 14695981039346656037;
        foreach (char c in Stills.SelectMany(s => s.Sha256))
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash;
    }
}
