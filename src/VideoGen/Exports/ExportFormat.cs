namespace VideoGen.Exports;

/// <summary>Forms in which editors take a film. Wire: snake_case.</summary>
public enum ExportFormat
{
    /// <summary>OpenTimelineIO, JSON: keeps all takes, gaps and metadata.</summary>
    Otio,

    /// <summary>Final Cut Pro XML 1.10 with an audition for every segment of more than one take.</summary>
    Fcpxml,

    /// <summary>Final Cut Pro XML 1.10 with the chosen takes alone, for editors that do not read auditions.</summary>
    FcpxmlPlain,

    /// <summary>CMX 3600 edit decision list: chosen takes alone, whole rates, at most 999 events.</summary>
    Edl,

    /// <summary>Shot list as CSV: a line for each segment.</summary>
    Csv,
}
