using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Continuing;

/// <summary>
/// Writes the seams of a clip into its record once both sides are delivered. It is done after the delivery is written: of two clips that are delivered at once, the
/// later one sees the other. The answer does not wait for it, because it measures from the same ends.
/// </summary>
internal sealed class SeamRecords(ILedger ledger, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>Adds the seams that this delivery closed.</summary>
    /// <param name="delivered">A job with a stored clip.</param>
    public async Task AddAsync(Job delivered)
    {
        if (delivered.Clip?.Ends is null)
        {
            return;
        }

        ImmutableArray<Job> jobs = await ledger.ListJobsAsync(delivered.RequestId, CancellationToken.None);
        ImmutableArray<Seam> seams = [.. Seams.Of(jobs).Where(s => s.From == delivered.SegmentId || s.To == delivered.SegmentId)];
        Job? row = delivered;
        for (int attempt = 0; attempt < Attempts && !seams.IsEmpty && row?.Clip is { } clip; attempt++)
        {
            DateTimeOffset now = time.GetUtcNow();
            Job next = row with { Version = row.Version + 1, Clip = clip with { Seams = seams } };
            if (await ledger.CommitAsync(new JobCommit(next, [.. seams.Select(s => new JobEvent(now, EventSource.Agent, "note", Sentence(s)))]), CancellationToken.None))
            {
                return;
            }

            row = await ledger.FindJobAsync(delivered.Id, CancellationToken.None);
        }
    }

    private static string Sentence(Seam seam) => string.Create(CultureInfo.InvariantCulture, $"Seam {seam.From} to {seam.To}: SSIM {seam.Ssim}, {seam.PsnrDb} dB. {seam.Warning}").TrimEnd();
}
