using System.Collections.Immutable;

namespace VideoGen.Exports;

/// <summary>A film in a form that editors read.</summary>
public sealed record ExportedFilm
{
    /// <summary>The text of the file.</summary>
    public required string Text { get; init; }

    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>A name for the file, of letters, digits, dots, dashes and underscores.</summary>
    public required string FileName { get; init; }

    /// <summary>What an editor should know: gaps, conversions, what is not in the film. Sentences.</summary>
    public required ImmutableArray<string> Notices { get; init; }

    /// <summary>The clips that the text names, with the jobs that made them.</summary>
    public required ImmutableArray<ExportedClip> Clips { get; init; }
}
