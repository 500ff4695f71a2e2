using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Auditing;

/// <summary>What the documents of a bundle say, read as the types that they were written from.</summary>
internal sealed record AuditDocuments
{
    /// <summary>The request.</summary>
    public required RequestRecord Record { get; init; }

    /// <summary>The request as it was sent, with the folder of its pictures, and whether secrets in it are replaced; null where an older version did not keep it.</summary>
    public (string Text, string? LocalFolder, bool IsMasked)? Request { get; init; }

    /// <summary>The catalog that it was planned with; null where an older version did not keep it.</summary>
    public CatalogSnapshot? Catalog { get; init; }

    /// <summary>The jobs, each with its answers and its payload, in segment order.</summary>
    public required ImmutableArray<Job> Jobs { get; init; }

    /// <summary>The history of each job.</summary>
    public required ImmutableDictionary<string, ImmutableArray<JobEvent>> Events { get; init; }

    /// <summary>The webhook deliveries of each job, with the name of each body.</summary>
    public required ImmutableArray<(WebhookDelivery Delivery, string Name)> Deliveries { get; init; }

    /// <summary>Reads them.</summary>
    /// <returns>The documents, null where one cannot be read; and why.</returns>
    public static (AuditDocuments? Documents, Problem? Problem) Read(AuditBundle bundle)
    {
        string place = "";
        try
        {
            place = AuditNames.Plan;
            JsonNode plan = Node(bundle, place);
            place = AuditNames.Record;
            JsonObject record = Node(bundle, place).AsObject();
            record["plan"] = plan.DeepClone();
            RequestRecord request = record.Deserialize(JobJson.Default.RequestRecord)!;
            var jobs = ImmutableArray.CreateBuilder<Job>();
            var events = ImmutableDictionary.CreateBuilder<string, ImmutableArray<JobEvent>>(StringComparer.Ordinal);
            var deliveries = ImmutableArray.CreateBuilder<(WebhookDelivery, string)>();
            foreach (string name in bundle.Names.Where(n => n.StartsWith("jobs/", StringComparison.Ordinal) && n.EndsWith("/job.json", StringComparison.Ordinal)))
            {
                place = name;
                Job job = Of(bundle, place, JobJson.Default.Job);
                place = AuditNames.Exchanges(job.Id);
                ImmutableArray<ProviderExchange> exchanges = Of(bundle, place, JobJson.Default.ImmutableArrayProviderExchange);
                place = AuditNames.Events(job.Id);
                events.Add(job.Id, Of(bundle, place, JobJson.Default.ImmutableArrayJobEvent));
                jobs.Add(job with { Exchanges = exchanges, Payload = bundle.Find(AuditNames.Payload(job.Id)) is { } payload ? Encoding.UTF8.GetString(payload) : null });
                for (int number = 1; bundle.Find(AuditNames.Webhook(job.Id, number)) is not null; number++)
                {
                    place = AuditNames.Webhook(job.Id, number);
                    deliveries.Add((Delivery(bundle, job.Id, number), AuditNames.WebhookBody(job.Id, number)));
                }
            }

            place = AuditNames.Request;
            (string, string?, bool)? source = bundle.Find(place) is null ? null : Source(Node(bundle, place));
            place = AuditNames.Provider;
            ProviderConfig? provider = bundle.Find(place) is null ? null : Of(bundle, place, CatalogJson.Default.ProviderConfig);
            place = AuditNames.Templates;
            ImmutableArray<PromptTemplate> templates = bundle.Find(place) is null ? [] : Of(bundle, place, CatalogJson.Default.ImmutableArrayPromptTemplate);
            return (new AuditDocuments
            {
                Record = request,
                Request = source,
                Catalog = provider is null ? null : new CatalogSnapshot([provider], templates),
                Jobs = [.. jobs.OrderBy(j => j.SegmentIndex)],
                Events = events.ToImmutable(),
                Deliveries = deliveries.ToImmutable(),
            }, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException or KeyNotFoundException or NotSupportedException)
        {
            return (null, new Problem(
                ProblemCodes.BundleContradicts, place, $"The document has not the form that it is written in: {(bundle.Find(place) is null ? "it is missing." : e.Message)}",
                "Ask whoever made the bundle for the original, or write it again with 'videogen audit'."));
        }
    }

    private static (string Text, string? LocalFolder, bool IsMasked) Source(JsonNode document)
    {
        string text = (string)document["text"]!;
        return (text, (string?)document["local_folder"], (bool?)document["masked"] is true && KeptAnswer.IsMasked(text));
    }

    private static WebhookDelivery Delivery(AuditBundle bundle, string jobId, int number)
    {
        JsonNode document = Node(bundle, AuditNames.Webhook(jobId, number));
        return new WebhookDelivery(
            (string)document["id"]!, jobId, document["received_at"]!.Deserialize(JobJson.Default.DateTimeOffset), Encoding.UTF8.GetString(bundle.Find(AuditNames.WebhookBody(jobId, number))!))
        {
            Proof = document["proof"]?.Deserialize(JobJson.Default.WebhookProof),
        };
    }

    private static JsonNode Node(AuditBundle bundle, string name) => JsonNode.Parse(bundle.Find(name)!)!;

    private static T Of<T>(AuditBundle bundle, string name, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(bundle.Find(name)!, type)!;
}
