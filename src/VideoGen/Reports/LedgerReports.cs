using VideoGen.Synthesis;

namespace VideoGen.Reports;

/// <summary>Reports from what the ledger holds at the moment of the call. Nothing is kept beside it. Thread-safe.</summary>
/// <param name="figures">The jobs.</param>
public sealed class LedgerReports(IJobFigures figures) : IReports
{
    /// <inheritdoc/>
    public async ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new Answer<Report>.Given(Report.Of(await figures.ReadFiguresAsync(query, cancellationToken), query.By));
    }
}
