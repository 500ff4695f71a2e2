using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Auditing;

/// <summary>
/// Collects what proves how a request was made, out of the ledger alone: the same ledger gives the same documents. Secrets, and paths of kept
/// pictures, stay out. Thread-safe.
/// </summary>
/// <param name="ledger">The truth.</param>
/// <param name="webhooks">The deliveries it took in.</param>
public sealed class AuditCollector(ILedger ledger, IWebhookHistory webhooks)
{
    private static readonly string[] OfProviders = ["provider_job", "provider_clip", "responses", "failure", "clip", "stills", "trouble"];

    // What a plan says about the pictures of a request, which may name their addresses.
    private static readonly string[] TheirAddresses = ["frames", "warnings"];

    /// <summary>The content of a request's bundle, or why there is none.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="withClips">True for the bytes of the clips, false for their hashes alone.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async ValueTask<Answer<AuditContent>> CollectAsync(string requestId, bool withClips, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        if (await ledger.FindRequestAsync(requestId, cancellationToken) is not { } request)
        {
            return new Answer<AuditContent>.Refused(new Refusal { Problems = [UnknownRequest.Problem(requestId)] });
        }

        ImmutableArray<Job> jobs = await ledger.ListJobsAsync(requestId, cancellationToken);
        ImmutableArray<AuditClip> clips = [.. jobs.Where(j => j.Clip is { Stored: true }).Select(j => new AuditClip(AuditNames.Clip(j.Clip!.Path), j)).DistinctBy(c => c.Name)];
        var documents = ImmutableArray.CreateBuilder<AuditEntry>();
        var notices = new List<string>();
        AddRequest(documents, request, notices);
        foreach (Job job in jobs)
        {
            ImmutableArray<JobEvent> events = await ledger.ListEventsAsync(job.Id, cancellationToken);
            AddJob(documents, job, events, notices);
            AddWebhooks(documents, job.Id, await webhooks.ListDeliveriesAsync(job.Id, cancellationToken));
        }

        documents.Add(new(AuditNames.Costs, AuditJson.Bytes(AuditCosts.Of(jobs))));
        ImmutableArray<AuditClip> bytes = withClips ? clips : [];
        documents.Add(new(AuditNames.Crate, AuditJson.Bytes(AuditCrate.Of(request, jobs, documents.ToImmutable(), bytes))));
        documents.Add(new(AuditNames.Manifest, AuditManifest.Write(requestId, [.. documents.Select(AuditFile.Of), .. bytes.Select(AuditFile.Of)])));
        return new Answer<AuditContent>.Given(new AuditContent { RequestId = requestId, Documents = documents.ToImmutable(), Clips = bytes, Notices = [.. notices] });
    }

    private static void AddRequest(ImmutableArray<AuditEntry>.Builder documents, RequestRecord request, List<string> notices)
    {
        JsonObject record = AuditJson.Node(request with { Source = null, TraceParent = null, TraceState = null }, JobJson.Default.RequestRecord).AsObject();
        JsonNode plan = record["plan"]!.DeepClone();
        record.Remove("plan");
        foreach (string member in TheirAddresses)
        {
            if (plan[member] is { } said)
            {
                plan[member] = Leaves(said, KeptAnswer.WithoutSecrets);
            }
        }

        documents.Add(new(AuditNames.Record, AuditJson.Bytes(record)));
        documents.Add(new(AuditNames.Plan, AuditJson.Bytes(plan)));
        if (request.Source is not { } source)
        {
            notices.Add("The request was ordered with an older version, which kept neither the request itself nor the templates: its plan cannot be made again.");
            return;
        }

        string text = KeptAnswer.WithoutSecrets(source.Request);
        documents.Add(new(AuditNames.Request, AuditJson.Bytes(new JsonObject { ["local_folder"] = source.LocalFolder, ["masked"] = text != source.Request, ["text"] = text })));
        documents.Add(new(AuditNames.Provider, AuditJson.Bytes(JsonNode.Parse(source.Provider.GetRawText())!)));
        documents.Add(new(AuditNames.Templates, AuditJson.Bytes(JsonNode.Parse(source.Templates.GetRawText())!)));
    }

    private static void AddJob(ImmutableArray<AuditEntry>.Builder documents, Job job, ImmutableArray<JobEvent> events, List<string> notices)
    {
        Job shown = job with
        {
            WebhookToken = null,
            Payload = null,
            Exchanges = [],
            TraceParent = null,
            TraceState = null,
            NextTickAt = null,
            Stills = [.. job.Stills.Select(still => still with { LocalPath = "" })],
            Clip = job.Clip is { LastFrame: { } last } clip ? clip with { LastFrame = last with { LocalPath = "" } } : job.Clip,
        };
        JsonObject document = AuditJson.Node(shown, JobJson.Default.Job).AsObject();
        document.Remove("exchanges");
        foreach (string member in OfProviders)
        {
            if (document[member] is { } said)
            {
                document[member] = Cleaned(said, job);
            }
        }

        documents.Add(new(AuditNames.Job(job.Id), AuditJson.Bytes(document)));
        documents.Add(new(AuditNames.Prompt(job.Id), Encoding.UTF8.GetBytes(job.Prompt)));
        documents.Add(new(AuditNames.Events(job.Id), AuditJson.Bytes(new JsonArray([.. events.Select(e => Cleaned(AuditJson.Node(e, JobJson.Default.JobEvent), job))]))));
        documents.Add(new(AuditNames.Exchanges(job.Id), AuditJson.Bytes(new JsonArray([.. job.Exchanges.Select(e => Cleaned(AuditJson.Node(e, JobJson.Default.ProviderExchange), job))]))));
        if (job.Payload is { } payload)
        {
            documents.Add(new(AuditNames.Payload(job.Id), AuditJson.Bytes(Cleaned(JsonNode.Parse(payload)!, job))));
        }

        if (job.SubmittedAt is not null && job.Exchanges.IsEmpty)
        {
            notices.Add($"{job.SegmentId} was made with an older version, which kept no answers of the provider: it cannot be replayed.");
        }
    }

    private static void AddWebhooks(ImmutableArray<AuditEntry>.Builder documents, string jobId, ImmutableArray<WebhookDelivery> deliveries)
    {
        for (int i = 0; i < deliveries.Length; i++)
        {
            WebhookDelivery delivery = deliveries[i];
            var document = new JsonObject
            {
                ["id"] = delivery.Id,
                ["received_at"] = JsonSerializer.SerializeToNode(delivery.ReceivedAt, JobJson.Default.DateTimeOffset),
                ["proof"] = delivery.Proof is { } proof ? AuditJson.Node(proof, JobJson.Default.WebhookProof) : null,
            };
            documents.Add(new(AuditNames.Webhook(jobId, i + 1), AuditJson.Bytes(document)));
            documents.Add(new(AuditNames.WebhookBody(jobId, i + 1), Encoding.UTF8.GetBytes(delivery.Body)));
        }
    }

    // Text by text first, as a text may be JSON itself; then whole, by the names of its members.
    private static JsonNode Cleaned(JsonNode said, Job job) =>
        JsonNode.Parse(KeptAnswer.Clean(Encoding.UTF8.GetString(AuditJson.Bytes(Leaves(said, text => KeptAnswer.Clean(text, job))).Span), job))!;

    private static JsonNode Leaves(JsonNode node, Func<string, string> clean) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Leaves(m.Value, clean)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Leaves(item, clean))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => JsonValue.Create(clean(value.GetValue<string>())),
        _ => node.DeepClone(),
    };
}
