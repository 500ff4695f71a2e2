using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>What a provider expects to bill, told when it takes a job: where that is more than was planned, more is set aside, so that caps count it. Pure.</summary>
internal static class ProviderEstimate
{
    private const decimal Noticed = 0.005m; // half a cent

    /// <summary>The same commit with the money of the estimate and a line in the history, where it differs from the plan.</summary>
    public static JobCommit Heeded(JobCommit commit, SubmitResult.Accepted accepted, DateTimeOffset now)
    {
        Job job = commit.Next;
        if (accepted.EstimatedUnits is not { } said || job.Price.Unit?.Usd is not { } each)
        {
            return commit;
        }

        if (JobMove.Credible(said) is not { } units)
        {
            return commit.Note(now, EventSource.Provider, "note", "The provider's estimate can be none, and is left out. What was planned stays set aside; the bill at the end counts.");
        }

        if (Math.Abs(units * each - job.Price.Of(job.SlotSeconds)) < Noticed)
        {
            return commit;
        }

        decimal usd = units * each;
        JobCommit heeded = commit with { Next = job with { ReservedUsd = Math.Max(job.ReservedUsd, usd) } };
        return heeded.Note(now, EventSource.Provider, "note", FormattableString.Invariant($"The provider expects to bill ${usd:0.00##}; planned were ${job.Price.Of(job.SlotSeconds):0.00##}. The bill at the end counts."));
    }
}
