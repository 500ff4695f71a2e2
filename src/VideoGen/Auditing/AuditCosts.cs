using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Jobs;

namespace VideoGen.Auditing;

/// <summary>What a request cost, segment by segment. Pure.</summary>
internal static class AuditCosts
{
    public static JsonObject Of(ImmutableArray<Job> jobs) => new()
    {
        ["currency"] = "USD",
        ["planned"] = jobs.Sum(j => j.Price.Of(j.SlotSeconds)),
        ["reserved"] = jobs.Sum(j => j.ReservedUsd),
        ["billed"] = jobs.Sum(j => j.BilledUsd ?? 0),
        ["unsettled_segments"] = jobs.Count(j => j.IsUnsettled),
        ["segments"] = new JsonArray([.. jobs.Select(Line)]),
    };

    private static JsonNode Line(Job job) => new JsonObject
    {
        ["segment_id"] = job.SegmentId,
        ["job_id"] = job.Id,
        ["provider"] = job.Provider,
        ["model"] = job.Model,
        ["slot_seconds"] = job.SlotSeconds,
        ["planned"] = job.Price.Of(job.SlotSeconds),
        ["reserved"] = job.ReservedUsd,
        ["billed"] = job.BilledUsd,
        ["billed_seconds"] = job.BilledSeconds,
        ["billed_units"] = job.BilledUnits,
    };
}
