using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Crash.Judgements;

/// <summary>Holds what the CMS has of a job against the job's own row and history: one document that says the same, and a segment for a clip.</summary>
internal sealed class RecordJudgement
{
    private readonly Dictionary<string, JsonObject[]> _documents;
    private readonly Dictionary<string, JsonObject[]> _segments;
    private readonly Action<string, string> _report;

    private RecordJudgement(JsonObject[] documents, JsonObject[] segments, Action<string, string> report) =>
        (_documents, _segments, _report) = (ByJob(documents), ByJob(segments), report);

    /// <summary>What all documents say was billed, USD.</summary>
    public decimal BilledUsd => _documents.Values.Sum(same => same.Sum(d => (decimal?)d["billed_usd"] ?? 0));

    /// <summary>Reads what the CMS holds now.</summary>
    /// <param name="admin">Somebody who may read everything.</param>
    /// <param name="report">Hears of a broken promise: which, and how.</param>
    public static async Task<RecordJudgement> ReadAsync(CmsAdmin admin, Action<string, string> report) =>
        new(await admin.ListAsync("videoGenJobs"), await admin.ListAsync("videoSegments"), report);

    /// <summary>One job.</summary>
    public void Judge(Job job, IReadOnlyList<JobEvent> history)
    {
        JsonObject[] documents = _documents.GetValueOrDefault(job.Id, []);
        if (documents is not [var document])
        {
            _report(Promise.Records, $"{job.Id} has {documents.Length} documents.");
            return;
        }

        JsonArray events = document["webhook_events"]?.AsArray() ?? [];
        (string?, int, decimal?, string?) there = ((string?)document["status"], events.Count, (decimal?)document["billed_usd"], (string?)document["provider_request_id"]);
        (string?, int, decimal?, string?) here = (JsonNamingPolicy.SnakeCaseLower.ConvertName(job.State.ToString()), history.Count, job.BilledUsd, job.ProviderJob?.RequestId);
        if (there != here || !events.Select(e => (string?)e!["message"]).SequenceEqual(history.Select(e => e.Message), StringComparer.Ordinal))
        {
            _report(Promise.Records, $"{job.Id} is {here}, and its document {there}.");
        }

        string?[] clips = [.. _segments.GetValueOrDefault(job.Id, []).Select(s => (string?)s["sha256"])];
        if (!clips.SequenceEqual(job.Clip is { } clip ? [clip.Sha256] : [], StringComparer.Ordinal))
        {
            _report(Promise.Records, $"{job.Id} is {job.State}, and has {clips.Length} segments in the records.");
        }
    }

    private static Dictionary<string, JsonObject[]> ByJob(JsonObject[] documents) =>
        documents.GroupBy(d => (string)d["job_id"]!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
}
