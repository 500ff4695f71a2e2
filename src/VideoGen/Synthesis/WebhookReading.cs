using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>What the waiting webhook deliveries of a job say, all of them together.</summary>
/// <param name="Job">The job, with the provider's id where a delivery was the first to tell it.</param>
/// <param name="Status">Where it stands; null where no delivery says anything usable.</param>
/// <param name="History">A line for every delivery.</param>
/// <param name="Handled">Ids of the deliveries.</param>
internal sealed record WebhookReading(Job Job, JobStatus? Status, ImmutableArray<JobEvent> History, ImmutableArray<string> Handled)
{
    public static WebhookReading Of(ClaimedJob claimed, IVideoProvider provider, ProviderSettings settings, DateTimeOffset now)
    {
        Job job = claimed.Job;
        JobStatus? status = null;
        ImmutableArray<JobEvent>.Builder history = ImmutableArray.CreateBuilder<JobEvent>();
        foreach (WebhookDelivery delivery in claimed.Deliveries)
        {
            DeliveryReading? reading = Read(job, delivery.Body, provider, settings);
            history.Add(new(delivery.ReceivedAt, EventSource.Webhook, "webhook", reading is null ? "A delivery that says nothing about this job was put aside." : $"The provider reports {reading.Job.RequestId}.")
            {
                Body = KeptAnswer.Of(delivery.Body, job),
            });
            if (reading is not null)
            {
                job = (job with { ProviderJob = job.ProviderJob ?? reading.Job }).Recording(ProviderExchange.Of(reading, delivery.Body, now, job));
                status = Weightier(status, reading.Status);
            }
        }

        return new WebhookReading(job, status, history.ToImmutable(), [.. claimed.Deliveries.Select(d => d.Id)]);
    }

    /// <summary>What one delivery says about a job; null when it says nothing usable or concerns another one.</summary>
    public static DeliveryReading? Read(Job job, string body, IVideoProvider provider, ProviderSettings settings)
    {
        try
        {
            return provider.ReadDelivery(SubmitStep.Submission(job, settings.WebhookUrl(job, provider)), body) is { } reading
                && (job.ProviderJob is null || job.ProviderJob.RequestId == reading.Job.RequestId)
                    ? reading
                    : null;
        }
#pragma warning disable CA1031 // A body that nobody can read must not keep its job from being followed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    // The first of equals counts. A clip is worth more than any other end, an end more than a stage on the way.
    private static JobStatus? Weightier(JobStatus? known, JobStatus said) => Weight(said) > Weight(known) ? said : known;

    private static int Weight(JobStatus? status) => status switch
    {
        JobStatus.Succeeded => 3,
        JobStatus.Failed or JobStatus.Cancelled or JobStatus.Gone => 2,
        JobStatus.Queued or JobStatus.Running => 1,
        _ => 0, // nothing, or only that the result has to be fetched
    };
}
