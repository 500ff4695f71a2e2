using VideoGen.Catalog;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Previews;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Mcp;

/// <summary>What the tools, resources and tasks are made of. All of it is called concurrently.</summary>
/// <param name="Segments">The agent's five verbs.</param>
/// <param name="Requests">What was ordered and when.</param>
/// <param name="Catalog">The prompt templates.</param>
/// <param name="Reports">Success, time, seconds and money of what was ordered.</param>
/// <param name="Exports">What was ordered, in the forms of editors.</param>
public sealed record McpAgent(IVideoSegments Segments, IRequestRegister Requests, ICatalog Catalog, IReports Reports, IExports Exports)
{
    /// <summary>Small pictures and clips; null for none.</summary>
    public IPreviews? Previews { get; init; }

    /// <summary>What happened to segments; null for none.</summary>
    public ISegmentHistories? Histories { get; init; }
}
