using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Verified webhook deliveries, from their arrival until a step has dealt with them.</summary>
internal static class Inbox
{
    private const string IsJob = "select count(*) from job where id = $job";

    // Who has ended is done with it.
    private const string Arrive =
        """
        insert into inbox (job_id, delivery_id, received_at, body, handled)
        select id, $delivery, $at, $body, case when due_at is null then 1 else 0 end from job where id = $job
        on conflict (job_id, delivery_id) do nothing
        returning handled
        """;

    private const string Keep =
        """
        insert into inbox (job_id, delivery_id, received_at, body, handled) values ($job, $delivery, $at, $body, $handled)
        on conflict (job_id, delivery_id) do nothing
        """;

    private const string OfJob = "select delivery_id, received_at, body from inbox where job_id = $job order by received_at, number";

    // How a delivery proved whose it is stands in a row beside it, which no step has to deal with.
    private const string ProofOf = "#proof";

    private const string Wake = "update job set woken_at = case when woken_at < $at then woken_at else $at end where id = $job";

    private const string Open =
        "select delivery_id, received_at, body from inbox where job_id = $job and handled = 0 order by received_at, number";

    private const string Done = "update inbox set handled = 1 where job_id = $job and delivery_id = $delivery";
    private const string AllDone = "update inbox set handled = 1 where job_id = $job and handled = 0";

    /// <summary>Keeps a delivery once.</summary>
    public static ReceiveResult Receive(Session session, WebhookDelivery delivery)
    {
        var at = Micros.Of(delivery.ReceivedAt);
        var ended = session.Find<bool?>(
            Arrive, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture) != 0, ("$job", delivery.JobId), ("$delivery", delivery.Id), ("$at", at), ("$body", delivery.Body));
        if (ended is null)
        {
            return session.Number(IsJob, ("$job", delivery.JobId)) == 0 ? ReceiveResult.UnknownJob : ReceiveResult.Repeated;
        }

        if (delivery.Proof is { } proof)
        {
            session.Post(
                Keep, ("$job", delivery.JobId), ("$delivery", delivery.Id + ProofOf), ("$at", at), ("$body", JsonSerializer.Serialize(proof, JobJson.Default.WebhookProof)), ("$handled", 1));
        }

        if (ended.Value)
        {
            History.Add(session, delivery.JobId, [TooLate(JobReads.Find(session, delivery.JobId)!, delivery)]);
            OutboxRows.Enter(session, delivery.JobId, delivery.ReceivedAt);
            return ReceiveResult.AfterEnd;
        }

        session.Post(Wake, ("$at", at), ("$job", delivery.JobId));
        return ReceiveResult.Kept;
    }

    /// <summary>The deliveries nobody dealt with yet, oldest first.</summary>
    public static ImmutableArray<WebhookDelivery> ListOpen(Session session, string jobId) => session.List(
        Open, row => new WebhookDelivery(row.GetString(0), jobId, Micros.Time(row.GetInt64(1)), row.GetString(2)), ("$job", jobId));

    /// <summary>Every delivery, oldest first, with its proof where one was kept.</summary>
    public static ImmutableArray<WebhookDelivery> List(Session session, string jobId)
    {
        ImmutableArray<WebhookDelivery> rows = session.List(
            OfJob, row => new WebhookDelivery(row.GetString(0), jobId, Micros.Time(row.GetInt64(1)), row.GetString(2)), ("$job", jobId));
        var proofs = rows.Where(row => row.Id.EndsWith(ProofOf, StringComparison.Ordinal)).ToDictionary(row => row.Id, row => row.Body, StringComparer.Ordinal);
        return
        [
            .. rows.Where(row => !row.Id.EndsWith(ProofOf, StringComparison.Ordinal)).Select(row => proofs.TryGetValue(row.Id + ProofOf, out string? proof)
                ? row with { Proof = JsonSerializer.Deserialize(proof, JobJson.Default.WebhookProof) }
                : row),
        ];
    }

    /// <summary>True when a delivery waits that is none of these.</summary>
    public static bool HoldsMoreThan(Session session, string jobId, ImmutableArray<string> deliveries) =>
        ListOpen(session, jobId).Any(open => !deliveries.Contains(open.Id));

    /// <summary>Marks deliveries as dealt with.</summary>
    public static void Handle(Session session, string jobId, ImmutableArray<string> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            session.Post(Done, ("$job", jobId), ("$delivery", delivery));
        }
    }

    /// <summary>Accounts for what arrived while the clip was fetched: there is no other step.</summary>
    public static void Close(Session session, Job job)
    {
        var late = ListOpen(session, job.Id);
        if (!late.IsEmpty)
        {
            History.Add(session, job.Id, [.. late.Select(delivery => TooLate(job, delivery))]);
            session.Post(AllDone, ("$job", job.Id));
        }
    }

    private static JobEvent TooLate(Job job, WebhookDelivery delivery) =>
        new(delivery.ReceivedAt, EventSource.Webhook, "webhook", "A webhook delivery arrived after the job had ended; it changed nothing.")
        {
            Body = KeptAnswer.Of(delivery.Body, job),
        };
}
