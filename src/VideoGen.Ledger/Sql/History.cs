using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>The histories of jobs.</summary>
internal static class History
{
    private const string LastSequence = "select max(sequence) from job_event where job_id = $job";
    private const string InsertEvent = "insert into job_event (job_id, sequence, document) values ($job, $sequence, $document)";
    private const string IsJob = "select count(*) from job where id = $job";
    private const string OfKind = "select count(*) from job_event where job_id = $job and document ->> 'kind' = $kind";
    private const string EventsOfJob = "select document from job_event where job_id = $job order by sequence";

    /// <summary>The first line of a new job's history.</summary>
    public static void Begin(Session session, string jobId, JobEvent first) => Insert(session, jobId, first, sequence: 1);

    /// <summary>Adds events behind what a job's history has.</summary>
    public static void Add(Session session, string jobId, ImmutableArray<JobEvent> events)
    {
        if (events.IsDefaultOrEmpty)
        {
            return;
        }

        Add(session, jobId, events, session.Number(LastSequence, ("$job", jobId)));
    }

    /// <summary>Adds events behind the last line of a job's history, whose number is known.</summary>
    public static void Add(Session session, string jobId, ImmutableArray<JobEvent> events, long last)
    {
        foreach (var happened in events)
        {
            Insert(session, jobId, happened, ++last);
        }
    }

    /// <summary>Adds a line where the job is there and has not so many of the kind.</summary>
    public static bool Note(Session session, string jobId, JobEvent note, int most)
    {
        if (session.Number(IsJob, ("$job", jobId)) == 0 || session.Number(OfKind, ("$job", jobId), ("$kind", note.Kind)) >= most)
        {
            return false;
        }

        Add(session, jobId, [note]);
        OutboxRows.Enter(session, jobId, note.At);
        return true;
    }

    /// <summary>A job's history, oldest first.</summary>
    public static ImmutableArray<JobEvent> List(Session session, string jobId) => session.List(
        EventsOfJob, row => JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.JobEvent)!, ("$job", jobId));

    private static void Insert(Session session, string jobId, JobEvent happened, long sequence) => session.Post(
        InsertEvent,
        ("$job", jobId),
        ("$sequence", sequence),
        ("$document", JsonSerializer.Serialize(happened with { Sequence = sequence }, JobJson.Default.JobEvent)));
}
