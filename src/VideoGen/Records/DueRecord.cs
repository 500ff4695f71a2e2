using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>A job taken from the outbox: its whole state at one moment.</summary>
/// <param name="Job">The job.</param>
/// <param name="Events">Its complete history, oldest first.</param>
/// <param name="Revision">Counts the changes of the job and its history, from 1: the state above is at least this one.</param>
/// <param name="IsNew">True when no revision of it was ever delivered.</param>
/// <param name="Attempts">Deliveries in a row that failed, those begun during an outage left out.</param>
public sealed record DueRecord(Job Job, ImmutableArray<JobEvent> Events, long Revision, bool IsNew, int Attempts);
