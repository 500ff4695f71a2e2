using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// What a step must know of the catalog about its provider. A job that is at the provider is followed and delivered without it: a config or
/// preset that was taken away only keeps new jobs from being submitted.
/// </summary>
/// <param name="Preset">The job's model; null when it is gone.</param>
/// <param name="MaxParallel">Segments of a request at the provider at once.</param>
/// <param name="PollInterval">Time between two status reads.</param>
/// <param name="Receiver">Public base address of the webhook receiver; null where there is none.</param>
internal sealed record ProviderSettings(ModelPreset? Preset, int MaxParallel, TimeSpan PollInterval, Uri? Receiver)
{
    private const int UsualParallel = 3;
    private const double UsualPollSeconds = 10;

    public static ProviderSettings Of(ProviderConfig? config, Job job) => new(
        config?.Find(job.Model),
        config?.MaxParallel ?? UsualParallel,
        TimeSpan.FromSeconds((double?)config?.PollIntervalSeconds ?? UsualPollSeconds),
        config?.WebhookUrl is { } url ? new Uri(url.TrimEnd('/') + "/") : null);

    /// <summary>
    /// The same with the poll interval that the provider wants: never shorter, and each job at an interval of its own, so that jobs of one burst are not read in
    /// one burst for ever.
    /// </summary>
    public ProviderSettings WithPollLimit(IVideoProvider provider, Job job) => provider.ShortestPoll <= TimeSpan.Zero ? this : this with
    {
        PollInterval = (PollInterval > provider.ShortestPoll ? PollInterval : provider.ShortestPoll) * LookAgain.Own(job.Id),
    };

    /// <summary>The job's own webhook address: known to nobody but the provider.</summary>
    public Uri? WebhookUrl(Job job, IVideoProvider provider) =>
        Receiver is null || job.WebhookToken is null || !provider.CallsBack ? null : new Uri(Receiver, $"webhooks/{provider.WebhookName}/{job.Id}.{job.WebhookToken}");
}
