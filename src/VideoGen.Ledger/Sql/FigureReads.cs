using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Reports;

namespace VideoGen.Ledger.Sql;

/// <summary>The figures of jobs for reports.</summary>
internal static class FigureReads
{
    // Payloads may hold pictures; what no report counts is left behind.
    private static string Jobs(Session session) =>
        $"""
        select {session.SlimDocument}
        from job join request on request.id = job.request_id
        where (cast($project as text) is null or job.project_id = $project)
            and (cast($since as bigint) is null or job.created_at >= $since)
            and (cast($caller as text) is null or request.caller = $caller)
            and (cast($episode as text) is null or job.document ->> 'episode_id' = $episode)
        order by job.number
        """;

    /// <summary>The figures of the jobs that a query is about, in the order in which the jobs were planned.</summary>
    public static ImmutableArray<JobFigures> Read(Session session, ReportQuery query) => [.. ReadJobs(session, query).Select(JobFigures.Of)];

    /// <summary>The jobs themselves, without payloads and answers.</summary>
    public static ImmutableArray<Job> ReadJobs(Session session, ReportQuery query) => session.List(
        Jobs(session),
        row => JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.Job)!,
        ("$project", query.ProjectId),
        ("$since", Micros.Of(query.Since)),
        ("$caller", query.CallerId),
        ("$episode", query.EpisodeId));
}
