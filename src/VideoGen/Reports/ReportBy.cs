namespace VideoGen.Reports;

/// <summary>What a report is grouped by. Wire: snake_case.</summary>
public enum ReportBy
{
    /// <summary>The model.</summary>
    Model,

    /// <summary>The template and its version.</summary>
    Template,

    /// <summary>The UTC day on which a segment was planned.</summary>
    Day,

    /// <summary>The provider.</summary>
    Provider,
}
