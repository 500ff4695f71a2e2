using System.Data.Common;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>A job as a row and back: document and columns are always written together, from the same job.</summary>
internal static class JobRows
{
    /// <summary>What <see cref="Read"/> wants of a select, in this order.</summary>
    public const string Columns = "job.document, job.due_at, job.woken_at";

    private const string InsertJob =
        """
        insert into job (id, request_id, segment_index, project_id, created_day, created_at, provider, version, state, cost, due_at, clip_path, provider_request_id, webhook_id, document, owner)
        values ($id, $request, $index, $project, $day, $created, $provider, $version, $state, $cost, $due, $clip, $at_provider, $webhook, $document, $owner)
        """;

    // Lets go of the claim unless asked to keep it. A wish to be stepped that came after the claim stays, except in an end state. Who commits a step
    // of an owned job owns it.
    private const string UpdateJob =
        $"""
        update job set
            version = $version, state = $state, cost = $cost, due_at = $due, clip_path = $clip,
            provider_request_id = $at_provider, document = $document,
            woken_at = case when $ended then null else woken_at end,
            follower = case when $state in ({StateNames.Followed}) then follower end,
            owner = case when owner is not null and not $ended then coalesce(lease_owner, owner) end,
            lease_owner = case when $keep then lease_owner end,
            lease_until = case when $keep then lease_until end
        where id = $id and version = $version - 1
        returning (select coalesce(max(sequence), 0) from job_event where job_id = $id), (select count(*) from inbox where job_id = $id and handled = 0)
        """;

    /// <summary>The job of a row, due when the row says.</summary>
    public static Job Read(DbDataReader row)
    {
        var job = JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.Job)!;
        long? due = row.IsDBNull(1) ? null : row.GetInt64(1);
        long? signalledAt = row.IsDBNull(2) ? null : row.GetInt64(2);
        return due is null ? job : job with { NextTickAt = Micros.Time(Math.Min(due.Value, signalledAt ?? long.MaxValue)) };
    }

    /// <summary>Adds a planned job, due at the time of its request.</summary>
    /// <param name="session">The session.</param>
    /// <param name="job">The job.</param>
    /// <param name="at">The time of its request.</param>
    /// <param name="owner">The node it belongs to; null for nobody.</param>
    public static void Insert(Session session, Job job, DateTimeOffset at, string? owner) => session.Post(
        InsertJob,
        ("$id", job.Id),
        ("$request", job.RequestId),
        ("$index", job.SegmentIndex),
        ("$project", job.ProjectId),
        ("$day", Micros.Day(at)),
        ("$created", Micros.Of(job.CreatedAt)),
        ("$provider", job.Provider),
        ("$version", job.Version),
        ("$state", StateNames.Of(job.State)),
        ("$cost", Cost(job)),
        ("$due", Micros.Of(at)),
        ("$clip", ClipPath(job)),
        ("$at_provider", job.ProviderJob?.RequestId),
        ("$webhook", job.WebhookId),
        ("$document", Document(job)),
        ("$owner", owner));

    /// <summary>
    /// Writes a job over its former version. The number of the last line of its history, and of deliveries that nobody dealt with; null when the former
    /// version is not the row's.
    /// </summary>
    public static (long LastLine, long OpenDeliveries)? Update(Session session, Job job, bool keepClaim) => session.Find<(long, long)?>(
        UpdateJob,
        row => (row.GetInt64(0), row.GetInt64(1)),
        ("$version", job.Version),
        ("$state", StateNames.Of(job.State)),
        ("$cost", Cost(job)),
        ("$due", job.IsTerminal ? null : Micros.Of(job.NextTickAt)),
        ("$ended", job.IsTerminal),
        ("$clip", ClipPath(job)),
        ("$at_provider", job.ProviderJob?.RequestId),
        ("$document", Document(job)),
        ("$keep", keepClaim && !job.IsTerminal),
        ("$id", job.Id));

    /// <summary>What a job weighs against a cap.</summary>
    public static long Cost(Job job) => Micros.OfCost(job.WeightUsd);

    private static string? ClipPath(Job job) => job.Clip is { Stored: true } clip ? clip.Path : null;

    private static string Document(Job job) => JsonSerializer.Serialize(job with { NextTickAt = null }, JobJson.Default.Job);
}
