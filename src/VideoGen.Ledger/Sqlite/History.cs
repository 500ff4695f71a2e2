using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The histories of jobs.</summary>
internal static class History
{
    private const string LastSequence = "select max(sequence) from job_event where job_id = $job";
    private const string InsertEvent = "insert into job_event (job_id, sequence, document) values ($job, $sequence, $document)";
    private const string EventsOfJob = "select document from job_event where job_id = $job order by sequence";

    /// <summary>Adds events behind what a job's history has.</summary>
    public static void Add(Session session, string jobId, ImmutableArray<JobEvent> events)
    {
        if (events.IsDefaultOrEmpty)
        {
            return;
        }

        var sequence = session.Number(LastSequence, ("$job", jobId));
        foreach (var happened in events)
        {
            sequence++;
            session.Execute(
                InsertEvent,
                ("$job", jobId),
                ("$sequence", sequence),
                ("$document", JsonSerializer.Serialize(happened with { Sequence = sequence }, JobJson.Default.JobEvent)));
        }
    }

    /// <summary>A job's history, oldest first.</summary>
    public static ImmutableArray<JobEvent> List(Session session, string jobId) => session.List(
        EventsOfJob, row => JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.JobEvent)!, ("$job", jobId));
}
