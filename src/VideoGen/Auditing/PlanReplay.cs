using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Planning;

namespace VideoGen.Auditing;

/// <summary>Plans a request again, from the request and the catalog of its bundle; plan and prompts must come out as they are in the bundle. Pure.</summary>
internal static class PlanReplay
{
    /// <summary>Plans the request again.</summary>
    public static void Run(AuditDocuments documents, List<Problem> problems, List<string> notices)
    {
        PlanAnswer recorded = documents.Record.Plan;
        if (documents.Request is not { } request || documents.Catalog is not { } catalog)
        {
            notices.Add($"{AuditNames.Plan}: the request and the templates are not in the bundle, because an older version ordered it; the plan is not made again.");
            return;
        }

        if (recorded.Segments.Any(s => s.Again is not null))
        {
            notices.Add($"{AuditNames.Plan}: a segment was made again after an earlier job, which is in another bundle; the plan is not made again.");
            return;
        }

        bool isWhole = !InlinePictures.IsHashed(request.Text);
        string text = isWhole ? request.Text : InlinePictures.Readable(request.Text);
        if (new RequestReader(int.MaxValue).Read(Encoding.UTF8.GetBytes(text), request.LocalFolder) is not ReadResult.Good { Storyboard: var read })
        {
            problems.Add(ReplayDifference.Of(AuditNames.Request, "The request is one that would be refused; it cannot be the one that was planned."));
            return;
        }

        if (isWhole && !request.IsMasked && read.InputHash != documents.Record.InputHash)
        {
            problems.Add(ReplayDifference.Of(AuditNames.Request, $"The request is not the one that was ordered: its hash is {read.InputHash}, in {AuditNames.Record} {documents.Record.InputHash}."));
        }

        if (request.IsMasked)
        {
            notices.Add($"{AuditNames.Request}: secrets of signed addresses in it are replaced by [secret], so that its hash and that of the plan cannot be made again; all else of the plan is.");
        }

        Storyboard storyboard = isWhole ? read : InlinePictures.Restored(read);
        if (Planner.Plan(storyboard, catalog.Providers[0], catalog) is not PlanResult.Planned { Answer: var answer })
        {
            problems.Add(ReplayDifference.Of(AuditNames.Plan, "Request and catalog of the bundle make no plan."));
            return;
        }

        if (JsonDifference.Between(Compared(recorded, request.IsMasked), Compared(answer, request.IsMasked)) is { } difference)
        {
            problems.Add(ReplayDifference.At($"{AuditNames.Plan}#{difference.Pointer}", difference.Recorded, difference.Replayed));
        }

        problems.AddRange(answer.Decisions.Where(d => !recorded.Decisions.Contains(d)).Select(d =>
            ReplayDifference.Of($"{AuditNames.Plan}#/decisions", $"The plan is made with the decision '{d}', which is not in the bundle.")));
    }

    // The hash of a plan is over the addresses of its pictures as well.
    private static JsonNode Compared(PlanAnswer plan, bool isMasked)
    {
        JsonObject all = AuditJson.Node(plan, JobJson.Default.PlanAnswer).AsObject();
        string[] compared = ["provider", .. isMasked ? Array.Empty<string>() : ["plan_hash"], "total_seconds", "estimated_cost_usd", "segments", "frames", "batches"];
        var some = new JsonObject(compared.Select(name => KeyValuePair.Create(name, all[name]?.DeepClone())));
        return JsonNode.Parse(KeptAnswer.WithoutSecrets(Encoding.UTF8.GetString(AuditJson.Bytes(some).Span)))!;
    }
}
