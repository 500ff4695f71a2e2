namespace VideoGen.Telemetry;

/// <summary>Port to the sums over the ledger that gauges show. Reads no job. Thread-safe.</summary>
public interface IJobTotals
{
    /// <summary>The sums at a time.</summary>
    ValueTask<JobTotals> ReadTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
