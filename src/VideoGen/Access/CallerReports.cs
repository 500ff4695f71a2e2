using VideoGen.Contract;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>Reports as one caller may have them: on its own requests, or on everybody's where it operates. Thread-safe.</summary>
/// <param name="reports">The reports.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerReports(IReports reports, Caller caller) : IReports
{
    /// <inheritdoc/>
    public async ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return !caller.May(Scopes.Read) ? new Answer<Report>.Refused(new Refusal { Problems = [CallerSegments.ScopeMissing(Scopes.Read)] })
            : caller.May(Scopes.Operate) ? await reports.ReadAsync(query with { CallerId = null }, cancellationToken)
            : caller.Id is { } own ? await reports.ReadAsync(query with { CallerId = own }, cancellationToken)
            : new Answer<Report>.Given(Report.Of([], query.By));
    }
}
