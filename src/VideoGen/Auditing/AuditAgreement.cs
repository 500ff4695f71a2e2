using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Auditing;

/// <summary>Whether the documents of a bundle say the same: the crate as the manifest, the jobs as the plan, the costs and the clips as the jobs. Pure.</summary>
internal static class AuditAgreement
{
    private const string Remedy = "One of the two was edited. Ask whoever made the bundle for the original.";

    public static ImmutableArray<Problem> Of(AuditBundle bundle, AuditDocuments documents)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        void Add(string place, string message) => problems.Add(new(ProblemCodes.BundleContradicts, place, message, Remedy));

        if (documents.Record.Id != bundle.Manifest.RequestId)
        {
            Add($"{AuditNames.Record}#/id", $"It is the request {documents.Record.Id}, in the manifest {bundle.Manifest.RequestId}.");
        }

        foreach (string name in UnlistedInCrate(bundle))
        {
            Add(AuditNames.Crate, $"The crate does not describe {name} with the size and hash of the manifest.");
        }

        if (documents.Jobs.Length != documents.Record.Plan.Segments.Length)
        {
            Add(AuditNames.Plan, $"The plan has {documents.Record.Plan.Segments.Length} segments, and there are {documents.Jobs.Length} jobs.");
        }

        foreach (Job job in documents.Jobs)
        {
            foreach ((string place, string message) in OfJob(job, bundle, documents))
            {
                Add(place, message);
            }
        }

        if (bundle.Find(AuditNames.Costs) is not { } costs || !costs.AsSpan().SequenceEqual(AuditJson.Bytes(AuditCosts.Of(documents.Jobs)).Span))
        {
            Add(AuditNames.Costs, "The costs are not the sum of what the jobs say.");
        }

        return problems.ToImmutable();
    }

    private static IEnumerable<(string Place, string Message)> OfJob(Job job, AuditBundle bundle, AuditDocuments documents)
    {
        string place = AuditNames.Job(job.Id);
        if (bundle.Find(AuditNames.Prompt(job.Id)) is not { } prompt || Encoding.UTF8.GetString(prompt) != job.Prompt)
        {
            yield return (AuditNames.Prompt(job.Id), $"The prompt is not that of {place}.");
        }

        JobState told = documents.Events[job.Id].LastOrDefault(e => e.To is not null)?.To ?? JobState.Planned;
        if (told != job.State)
        {
            yield return ($"{place}#/state", $"It is '{ReplayDifference.Word(job.State)}', and its history ends with '{ReplayDifference.Word(told)}'.");
        }

        if (documents.Record.Plan.Segments.FirstOrDefault(s => s.SegmentId == job.SegmentId) is not { } planned)
        {
            yield return ($"{place}#/segment_id", $"The plan has no {job.SegmentId}.");
            yield break;
        }

        (string Name, object? Job, object? Plan)[] pairs =
        [
            ("model", job.Model, planned.Model), ("prompt", job.Prompt, planned.Prompt), ("template_id", job.TemplateId, planned.TemplateId), ("template_version", job.TemplateVersion, planned.TemplateVersion),
            ("wanted_seconds", job.WantedSeconds, planned.WantedSeconds), ("slot_seconds", job.SlotSeconds, planned.SlotSeconds), ("scene_number", job.SceneNumber, planned.SceneNumber), ("shot_order", job.ShotOrder, planned.ShotOrder),
        ];
        foreach ((string name, object? own, object? wanted) in pairs.Where(p => !Equals(p.Job, p.Plan)))
        {
            yield return ($"{place}#/{name}", FormattableString.Invariant($"It is '{own}', in {AuditNames.Plan} '{wanted}'."));
        }

        if (job.Clip is { } clip && bundle.Manifest.Files.FirstOrDefault(f => f.Name == AuditNames.Clip(clip.Path)) is { } file && (file.Sha256, file.Size) != (clip.Sha256, clip.FileSize))
        {
            yield return ($"{place}#/clip/sha256", $"The clip was delivered with the SHA-256 {clip.Sha256}; {file.Name} has {file.Sha256}.");
        }
    }

    private static IEnumerable<string> UnlistedInCrate(AuditBundle bundle)
    {
        HashSet<(string?, string?, string?)> described = [];
        try
        {
            foreach (JsonNode? entity in JsonNode.Parse(bundle.Find(AuditNames.Crate) ?? [])!["@graph"]!.AsArray())
            {
                described.Add(((string?)entity!["@id"], (string?)entity["sha256"], (string?)entity["contentSize"]));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return [AuditNames.Crate];
        }

        return bundle.Manifest.Files.Where(f => f.Name != AuditNames.Crate
            && !described.Contains((f.Name, f.Sha256, f.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Select(f => f.Name);
    }
}
