using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// Takes in webhook deliveries whose signature was verified: to the right job or not at all, on disk before it returns. A clip that is
/// reported after its job had ended (cancelled too late, given up) is paid for, so its job is taken up again to deliver it.
/// </summary>
public sealed class WebhookIntake(AgentServices services, IJobSchedule schedule)
{
    private const string RefusedKind = "refused";
    private const int MostRefused = 16;

    /// <summary>Keeps a delivery and makes its job's step due now.</summary>
    /// <param name="address">Last part of the address it came to: job id, dot, the job's secret.</param>
    /// <param name="deliveryId">The same for every repeat of the same content.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="ids">Set to the job, for the log; null where nobody wants to know.</param>
    /// <param name="proof">How it proved whose it is, to be kept; null where nobody signed it.</param>
    public async ValueTask<ReceiveResult> TakeAsync(string address, string deliveryId, string body, CancellationToken cancellationToken, JobIds? ids = null, WebhookProof? proof = null)
    {
        if (await FindAsync(address, cancellationToken) is not { Id: var jobId } job)
        {
            return ReceiveResult.UnknownJob;
        }

        ids?.Become(job);
        using Activity? span = AgentTraces.Webhook(job);
        DateTimeOffset now = services.Time.GetUtcNow();
        ReceiveResult result = await services.Ledger.ReceiveAsync(new WebhookDelivery(deliveryId, jobId, now, body) { Proof = proof }, cancellationToken);
        if (result is ReceiveResult.Kept || await TakeUpAgainAsync(jobId, body, result, now, cancellationToken))
        {
            schedule.TickAt(jobId, now);
        }

        await services.Ledger.FlushAsync(cancellationToken); // the step goes on meanwhile
        span?.SetTag(TelemetryNames.Result, TelemetryNames.Word(result));
        return result;
    }

    /// <summary>
    /// Notes in the history of the job whose address it used that a delivery was refused, a few times for each job at most: who knows the
    /// address of a job must not be able to fill the disk with it.
    /// </summary>
    /// <param name="address">Last part of the address it came to.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The job; null where the address is none of a job.</returns>
    public async ValueTask<string?> NoteRefusedAsync(string address, string reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(address, cancellationToken) is not { Id: var jobId })
        {
            return null;
        }

        var note = new JobEvent(services.Time.GetUtcNow(), EventSource.Webhook, RefusedKind, $"A delivery to the address of this job was refused: {reason}");
        await services.Ledger.NoteAsync(jobId, note, MostRefused, cancellationToken);
        return jobId;
    }

    private async ValueTask<Job?> FindAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        int dot = address.IndexOf('.', StringComparison.Ordinal);
        string jobId = dot < 0 ? address : address[..dot];
        return await services.Ledger.FindJobAsync(jobId, cancellationToken) is { WebhookToken: { } token } job && IsSame(token, address[(dot + 1)..]) ? job : null;
    }

    // A repeat counts too: the process may have died between keeping the first delivery and this. Somebody else may write the job meanwhile
    // (its bill): then what it is now decides.
    private async ValueTask<bool> TakeUpAgainAsync(string jobId, string body, ReceiveResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await services.Ledger.FindJobAsync(jobId, cancellationToken) is { IsTerminal: true, ProviderClip: null } job
            && services.Providers.TryGetValue(job.Provider, out IVideoProvider? provider))
        {
            var settings = ProviderSettings.Of((await services.Catalog.ReadAsync(cancellationToken)).Provider(job.Provider), job);
            if (WebhookReading.Read(job, body, provider, settings) is not { } reading || TakeUp(job.Recording(ProviderExchange.Of(reading, body, now, job)), reading, result, now) is not { } commit)
            {
                return false;
            }

            if (await services.Ledger.CommitAsync(commit, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static JobCommit? TakeUp(Job job, DeliveryReading reading, ReceiveResult result, DateTimeOffset now)
    {
        job = job with { ProviderJob = job.ProviderJob ?? reading.Job };
        if (reading.Status is JobStatus.Succeeded done)
        {
            return (job with { CompletedAt = null, Failure = null }).Finished(done.Clip, now, EventSource.Webhook, "The provider finished the clip after the job had ended; it is delivered.").ReadBill();
        }

        // The provider is done with a job that was given up: its result can say what was billed.
        return result is ReceiveResult.AfterEnd && job.IsUnsettled
            ? new JobCommit(job with { Version = job.Version + 1, BillToRead = true }, [new JobEvent(now, EventSource.Webhook, "note", "The provider reports the end of a job whose bill is not known; it is read.")])
            : null;
    }

    private static bool IsSame(string token, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(given));
}
