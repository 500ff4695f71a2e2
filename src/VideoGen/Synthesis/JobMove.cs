using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>Moves a job on: the changed copy and the line of its history, made together so that neither is forgotten. Pure.</summary>
internal static class JobMove
{
    /// <summary>Another state.</summary>
    public static JobCommit To(this Job job, JobState state, DateTimeOffset now, EventSource source, string message)
    {
        var next = job with { Version = job.Version + 1, State = state };
        if (next.IsTerminal)
        {
            next = next with { CompletedAt = now, NextTickAt = null };
        }

        return new JobCommit(next, [new JobEvent(now, source, "state", message) { From = job.State, To = state }]);
    }

    /// <summary>The same state, looked at again later.</summary>
    public static JobCommit Again(this Job job, DateTimeOffset at) => new(job with { Version = job.Version + 1, NextTickAt = at }, []);

    /// <summary>The end without a clip. A job that never got to the provider gives its reservation back.</summary>
    public static JobCommit Fail(this Job job, JobState state, JobFailure failure, DateTimeOffset now, EventSource source, string? message = null)
    {
        JobCommit commit = job.To(state, now, source, message ?? failure.Message);
        return commit with { Next = Settled(commit.Next with { Failure = failure }, failure.Billed), HaltRequest = state is JobState.Failed };
    }

    /// <summary>When the next step is due.</summary>
    public static JobCommit Due(this JobCommit commit, DateTimeOffset at) =>
        commit.Next.IsTerminal ? commit : commit with { Next = commit.Next with { NextTickAt = at } };

    /// <summary>Adds a line to the history.</summary>
    public static JobCommit Note(this JobCommit commit, DateTimeOffset now, EventSource source, string kind, string message) =>
        commit with { Events = commit.Events.Add(new JobEvent(now, source, kind, message)) };

    private static Job Settled(Job job, Billed billed) => billed switch
    {
        Billed.No => job with { ReservedUsd = 0, BilledUsd = 0, BilledSeconds = 0 },
        Billed.Yes => job with { ReservedUsd = 0, BilledUsd = job.Price.Of(job.SlotSeconds), BilledSeconds = job.SlotSeconds },
        _ => job, // unknown: the reservation stays, so that caps count the worst case
    };
}
