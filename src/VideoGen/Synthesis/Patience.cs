using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>How long a call waits as things stand. Pure.</summary>
/// <param name="before">The jobs as the call found them.</param>
/// <param name="begin">When it found them.</param>
/// <param name="wait">Longest wait that was asked for.</param>
/// <param name="leaveWhenHalted">True ends the wait when the request was halted and its rule says so.</param>
internal sealed class Patience(ImmutableArray<Job> before, DateTimeOffset begin, TimeSpan wait, bool leaveWhenHalted)
{
    /// <summary>How long a cancelling call waits for the provider to confirm.</summary>
    public static readonly TimeSpan ForCancel = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ForHalt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ForOverdue = TimeSpan.FromSeconds(15);

    // Overdue steps were nobody's business until this call came: they get their chance even without a wait.
    private readonly Dictionary<string, long> _overdue = before
        .Where(j => j.NextTickAt <= begin && j.State is not JobState.Planned)
        .ToDictionary(j => j.Id, j => j.Version, StringComparer.Ordinal);

    /// <summary>The jobs as the call found them.</summary>
    public ImmutableArray<Job> Before { get; } = before;

    /// <summary>When the wait ends; a time that has passed ends it now.</summary>
    public DateTimeOffset Until(RequestRecord request, ImmutableArray<Job> jobs)
    {
        if (jobs.All(HasEnded))
        {
            return begin;
        }

        TimeSpan longest = wait < ForOverdue && jobs.Any(IsStillOverdue) ? ForOverdue : wait;
        DateTimeOffset until = begin + longest;
        if (!leaveWhenHalted || request.OnFailure is not OnFailure.Halt || request.HaltedAt is not { } halted)
        {
            return until;
        }

        // What was stopped gets a moment to end, what is done a moment to be fetched; what runs finishes later.
        DateTimeOffset leave = jobs.Any(IsEnding) ? (halted > begin ? halted : begin) + ForHalt : begin;
        return leave < until ? leave : until;
    }

    // A clip that the media store did not take is answered with the address where it is; one that is about to be stored is waited for.
    private static bool HasEnded(Job job) => job.IsTerminal || job.Clip is { StoreProblem: not null };

    private static bool IsEnding(Job job) =>
        !HasEnded(job) && job.State is JobState.Planned or JobState.Submitting or JobState.Queued or JobState.Downloading;

    private bool IsStillOverdue(Job job) =>
        !HasEnded(job) && _overdue.TryGetValue(job.Id, out long version) && (job.Version == version || job.State is JobState.Downloading);
}
