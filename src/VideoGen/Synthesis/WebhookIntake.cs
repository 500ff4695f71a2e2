using System.Security.Cryptography;
using System.Text;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Takes in webhook deliveries whose signature was verified: to the right job or not at all, on disk before it returns.</summary>
public sealed class WebhookIntake(ILedger ledger, IJobSchedule schedule, TimeProvider time)
{
    /// <summary>Keeps a delivery and makes its job's step due now.</summary>
    /// <param name="address">Last part of the address it came to: job id, dot, the job's secret.</param>
    /// <param name="deliveryId">The same for every repeat of the same content.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ReceiveResult> TakeAsync(string address, string deliveryId, string body, CancellationToken cancellationToken)
    {
        int dot = address.IndexOf('.', StringComparison.Ordinal);
        string jobId = dot < 0 ? address : address[..dot];
        if (await ledger.FindJobAsync(jobId, cancellationToken) is not { WebhookToken: { } token } || !IsSame(token, address[(dot + 1)..]))
        {
            return ReceiveResult.UnknownJob;
        }

        DateTimeOffset now = time.GetUtcNow();
        ReceiveResult result = await ledger.ReceiveAsync(new WebhookDelivery(deliveryId, jobId, now, body), cancellationToken);
        if (result is ReceiveResult.Kept)
        {
            schedule.TickAt(jobId, now);
        }

        return result;
    }

    private static bool IsSame(string token, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(given));
}
