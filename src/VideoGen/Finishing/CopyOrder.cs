using System.Collections.Immutable;

namespace VideoGen.Finishing;

/// <summary>A copy that is to be made, and what is to be looked at meanwhile. What is looked at changes nothing in the copy.</summary>
public sealed record CopyOrder
{
    /// <summary>The arguments between the file of the clip and that of the copy.</summary>
    public required ImmutableArray<string> Recipe { get; init; }

    /// <summary>Pixels of the clip from top to bottom, as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Length of the clip.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>True looks for black, frozen, cut and flashing pictures in the clip.</summary>
    public bool Checks { get; init; }

    /// <summary>Filters that show the copy's first frame; null where nobody wants to see it.</summary>
    public string? FirstFrame { get; init; }

    /// <summary>Filters that show its last frames.</summary>
    public string? LastFrames { get; init; }
}
