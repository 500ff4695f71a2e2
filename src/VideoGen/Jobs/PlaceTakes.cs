using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>
/// The takes of one place in a film. One of them stands for it: the one that somebody chose; where nobody did, the newest that was delivered,
/// and one that was paid for before a free preview. Pure.
/// </summary>
public static class PlaceTakes
{
    private const string Kind = "choice";

    /// <summary>The take that stands for the place; null before any was delivered.</summary>
    /// <param name="takes">All takes of one place.</param>
    public static Job? ChosenOf(ImmutableArray<Job> takes)
    {
        Job[] delivered = [.. takes.Where(t => t.Clip is not null)];
        return delivered.Where(t => t.Choice is not null).MaxBy(t => (t.Choice!.At, t.Clip!.Take)) ?? delivered.MaxBy(t => (!t.IsFree, t.Clip!.Take));
    }

    /// <summary>
    /// The commits that choose a take: its own, and that of every take that was chosen before. Empty where it is chosen already. To be written by a
    /// ledger in one commit with the read of the takes.
    /// </summary>
    /// <param name="takes">All takes of one place, as the ledger holds them.</param>
    /// <param name="jobId">The one to choose.</param>
    /// <param name="choice">Who and when.</param>
    public static ImmutableArray<JobCommit> Choose(ImmutableArray<Job> takes, string jobId, TakeChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (takes.FirstOrDefault(t => t.Id == jobId) is not { Clip: { } clip } chosen)
        {
            return [];
        }

        Job[] before = [.. takes.Where(t => t.Choice is not null && t.Id != jobId)];
        if (chosen.Choice is not null && before.Length == 0)
        {
            return [];
        }

        string instead = ChosenOf(takes) is { Clip: { } other } stood && stood.Id != jobId ? $" instead of take {other.Take}" : "";
        return
        [
            Commit(chosen, choice, $"Take {clip.Take} was chosen by {choice.By}{instead}.", choice.At),
            .. before.Select(t => Commit(t, null, $"Take {clip.Take} was chosen by {choice.By} instead of this one.", choice.At)),
        ];
    }

    private static JobCommit Commit(Job job, TakeChoice? choice, string message, DateTimeOffset at) =>
        new(job with { Version = job.Version + 1, Choice = choice }, [new JobEvent(at, EventSource.Caller, Kind, message)]) { KeepClaim = true };
}
