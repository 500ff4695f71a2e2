using System.Collections.Immutable;

namespace VideoGen.Reports;

/// <summary>Port to the figures of jobs in the ledger. Thread-safe.</summary>
public interface IJobFigures
{
    /// <summary>The figures of every job that a query is about, in the order in which the jobs were planned. What to group by is not looked at.</summary>
    /// <param name="query">Which jobs.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<ImmutableArray<JobFigures>> ReadFiguresAsync(ReportQuery query, CancellationToken cancellationToken);
}
