using System.Collections.Immutable;

namespace VideoGen.Import;

/// <summary>What the source of a storyboard does not say itself.</summary>
public sealed record ImportOptions
{
    /// <summary>Columns of a table and the fields that they hold, by their names on the wire; they go before what a heading says.</summary>
    public ImmutableArray<(string Column, string Field)> Columns { get; init; } = [];

    /// <summary>Absolute folder of the stills; null for the folder of the source.</summary>
    public string? Images { get; init; }

    /// <summary>The scene of everything, where the source names none.</summary>
    public int? Scene { get; init; }

    /// <summary>True reads an empty cell of the scene as the one above, as merged cells are exported.</summary>
    public bool FillDown { get; init; }

    /// <summary>True takes numbers of scenes and shots that leave some out.</summary>
    public bool AllowGaps { get; init; }

    /// <summary>The description of every still that has none; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Frames a second of time codes; null where seconds are given.</summary>
    public decimal? FramesPerSecond { get; init; }

    /// <summary>Project of the request; null leaves it out.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Episode of the request; null leaves it out.</summary>
    public string? EpisodeId { get; init; }
}
