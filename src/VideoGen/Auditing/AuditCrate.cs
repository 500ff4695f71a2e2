using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Provenance;

namespace VideoGen.Auditing;

/// <summary>
/// The bundle as a Research Object Crate (RO-Crate 1.2): every file with size and hash, every job as an action with what went in, what came out,
/// and the model as its instrument. Pure.
/// </summary>
internal static class AuditCrate
{
    private const string Version = "https://w3id.org/ro/crate/1.2";

    public static JsonObject Of(RequestRecord request, ImmutableArray<Job> jobs, ImmutableArray<AuditEntry> documents, ImmutableArray<AuditClip> clips)
    {
        AuditFile[] files = [.. documents.Select(AuditFile.Of), .. clips.Select(AuditFile.Of)];
        AuditFile[] sorted = [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
        var graph = new List<JsonNode>
        {
            new JsonObject { ["@id"] = AuditNames.Crate, ["@type"] = "CreativeWork", ["conformsTo"] = Ref(Version), ["about"] = Ref("./") },
            new JsonObject
            {
                ["@id"] = "./",
                ["@type"] = "Dataset",
                ["name"] = $"Audit of {request.Id}",
                ["description"] = $"How the {jobs.Length} segment(s) of {request.Id} (project {request.ProjectId}, episode {request.EpisodeId}) were made: request, plan, prompts, answers of the provider, webhooks, costs and clips.",
                ["datePublished"] = Time(request.CreatedAt),
                ["license"] = Ref("#license"),
                ["identifier"] = request.Id,
                ["hasPart"] = Refs([.. sorted.Select(f => f.Name), AuditNames.Manifest]),
                ["mentions"] = Refs([.. jobs.Select(ActionId)]),
            },
            new JsonObject { ["@id"] = "#license", ["@type"] = "CreativeWork", ["name"] = "No license", ["description"] = "The bundle itself grants no rights to the clips." },
            new JsonObject { ["@id"] = "#videogen", ["@type"] = "SoftwareApplication", ["name"] = ProgramName.Name },
        };
        foreach (string model in jobs.Select(j => j.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            graph.Add(new JsonObject { ["@id"] = ModelId(model), ["@type"] = "SoftwareApplication", ["name"] = model });
        }

        foreach (AuditFile file in sorted)
        {
            graph.Add(File(file));
        }

        graph.Add(new JsonObject { ["@id"] = AuditNames.Manifest, ["@type"] = "File", ["name"] = AuditNames.Manifest, ["encodingFormat"] = "application/json", ["description"] = "Every other file with its SHA-256." });
        foreach (Job job in jobs)
        {
            foreach (JsonObject entity in Action(job, sorted))
            {
                graph.Add(entity);
            }
        }

        return new JsonObject
        {
            ["@context"] = Version + "/context",
            ["@graph"] = new JsonArray([.. graph]),
        };
    }

    private static IEnumerable<JsonObject> Action(Job job, AuditFile[] files)
    {
        string[] inputs = [.. files.Select(f => f.Name).Where(n => n == AuditNames.Prompt(job.Id) || n == AuditNames.Payload(job.Id) || n == AuditNames.Plan)];
        string? result = job.Clip is not { } clip ? null : files.Any(f => f.Name == AuditNames.Clip(clip.Path) && f.Sha256 == clip.Sha256) ? AuditNames.Clip(clip.Path) : $"#clip-{job.Id}";
        var action = new JsonObject
        {
            ["@id"] = ActionId(job),
            ["@type"] = "CreateAction",
            ["name"] = $"{job.SegmentId} of {job.RequestId}",
            ["instrument"] = Ref(ModelId(job.Model)),
            ["agent"] = Ref("#videogen"),
            ["object"] = Refs(inputs),
            ["startTime"] = Time(job.SubmittedAt ?? job.CreatedAt),
            ["actionStatus"] = job.State switch
            {
                JobState.Succeeded => "http://schema.org/CompletedActionStatus",
                JobState.Planned => "http://schema.org/PotentialActionStatus",
                _ when job.IsTerminal => "http://schema.org/FailedActionStatus",
                _ => "http://schema.org/ActiveActionStatus",
            },
        };
        if (job.CompletedAt is { } end)
        {
            action["endTime"] = Time(end);
        }

        if (job.Failure is { } failure)
        {
            action["error"] = failure.Message;
        }

        if (result is not null)
        {
            action["result"] = Ref(result);
        }

        yield return action;
        if (result is ['#', ..])
        {
            yield return new JsonObject
            {
                ["@id"] = result,
                ["@type"] = "MediaObject",
                ["name"] = job.Clip!.Path,
                ["contentSize"] = Text(job.Clip.FileSize),
                ["sha256"] = job.Clip.Sha256,
                ["description"] = "The clip is not in the bundle; this is its hash.",
            };
        }
    }

    private static JsonObject File(AuditFile file) => new()
    {
        ["@id"] = file.Name,
        ["@type"] = "File",
        ["name"] = file.Name,
        ["encodingFormat"] = MediaType(file.Name),
        ["contentSize"] = Text(file.Size),
        ["sha256"] = file.Sha256,
    };

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".json" or ".body" => "application/json",
        ".txt" => "text/plain",
        _ => ClipContainer.OfPath(name).MediaType,
    };

    private static string ActionId(Job job) => $"#{job.Id}";

    private static string ModelId(string model) => $"#model-{Uri.EscapeDataString(model)}";

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Ref(string id) => new() { ["@id"] = id };

    private static JsonArray Refs(string[] ids) => new([.. ids.Select(id => (JsonNode)Ref(id))]);
}
