using VideoGen.Synthesis;

namespace VideoGen.Reports;

/// <summary>Port to reports, the same for the command line, REST and MCP. Thread-safe.</summary>
public interface IReports
{
    /// <summary>A report, or why there is none for this caller.</summary>
    /// <param name="query">What it is about.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken);
}
