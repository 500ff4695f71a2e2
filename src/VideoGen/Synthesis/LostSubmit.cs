using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// Tells jobs with the very same input apart by elimination: what the ledger knows as the job of another order is not this one. Of several
/// lost orders the first takes the first that is left; since their input is the same, it matters only that no two take one. Pure.
/// </summary>
internal static class LostSubmit
{
    /// <summary>What the records say about a job, seen beside its twins.</summary>
    /// <param name="job">The job whose submit got no answer.</param>
    /// <param name="alike">What the records hold.</param>
    /// <param name="twins">The other jobs of the ledger with this input.</param>
    public static FindResult TellApart(Job job, FindResult.Alike alike, ImmutableArray<Job> twins)
    {
        var taken = twins.Select(t => t.ProviderJob?.RequestId).ToHashSet(StringComparer.Ordinal);
        ProviderJob[] left = [.. alike.Jobs.Where(j => !taken.Contains(j.RequestId))];
        Job[] lost = [.. twins.Where(t => t is { ProviderJob: null, State: JobState.Submitting or JobState.SubmissionUnknown }), job];
        int turn = lost.Count(other => (other.SubmittedAt, other.Id).CompareTo((job.SubmittedAt, job.Id)) < 0);
        return left.Length > lost.Length
            ? new FindResult.Unavailable($"The provider's records hold {left.Length} jobs with the same input at that time, more than were ordered here.")
            : turn < left.Length ? new FindResult.Found(left[turn]) : alike.Otherwise;
    }
}
