using VideoGen.Catalog;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>What a step must know of the catalog about its provider.</summary>
/// <param name="Preset">The job's model.</param>
/// <param name="MaxParallel">Segments of a request at the provider at once.</param>
/// <param name="PollInterval">Time between two status reads.</param>
/// <param name="Receiver">Public base address of the webhook receiver; null where there is none.</param>
internal sealed record ProviderSettings(ModelPreset Preset, int MaxParallel, TimeSpan PollInterval, Uri? Receiver)
{
    /// <summary>The job's own webhook address: known to nobody but the provider.</summary>
    public Uri? WebhookUrl(Job job) =>
        Receiver is null || job.WebhookToken is null ? null : new Uri(Receiver, $"webhooks/fal/{job.Id}.{job.WebhookToken}");
}
