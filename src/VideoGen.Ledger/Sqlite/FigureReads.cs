using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Reports;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The figures of jobs for reports.</summary>
internal static class FigureReads
{
    // Payloads may hold pictures; what no report counts is left behind.
    private const string Jobs =
        """
        select json_remove(job.document, '$.payload', '$.responses')
        from job join request on request.id = job.request_id
        where ($project is null or job.project_id = $project)
            and ($since is null or job.created_at >= $since)
            and ($caller is null or request.caller = $caller)
            and ($episode is null or json_extract(job.document, '$.episode_id') = $episode)
        order by job.number
        """;

    /// <summary>The figures of the jobs that a query is about, in the order in which the jobs were planned.</summary>
    public static ImmutableArray<JobFigures> Read(Session session, ReportQuery query) => [.. ReadJobs(session, query).Select(JobFigures.Of)];

    /// <summary>The jobs themselves, without payloads and answers.</summary>
    public static ImmutableArray<Job> ReadJobs(Session session, ReportQuery query) => session.List(
        Jobs,
        row => JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.Job)!,
        ("$project", query.ProjectId),
        ("$since", Micros.Of(query.Since)),
        ("$caller", query.CallerId),
        ("$episode", query.EpisodeId));
}
