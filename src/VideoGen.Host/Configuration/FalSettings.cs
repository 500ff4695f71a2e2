using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using VideoGen.Fal;

namespace VideoGen.Host.Configuration;

/// <summary>
/// The fal.ai provider: its addresses, how stills reach it, money caps. The key is no setting: it stays in the variables that the
/// provider config names (<c>FAL_IMAGE_TO_VIDEO</c>, <c>FAL_TEXT_TO_VIDEO</c>, <c>FAL_KEY</c>).
/// </summary>
public sealed record FalSettings
{
    /// <summary>Address of the queue.</summary>
    [Description("Address of fal's queue.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    [DefaultValue("https://queue.fal.run")]
    public string QueueUrl { get; init; } = "https://queue.fal.run";

    /// <summary>Address of the blocking endpoint.</summary>
    [Description("Address of fal's blocking endpoint.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    [DefaultValue("https://fal.run")]
    public string SyncUrl { get; init; } = "https://fal.run";

    /// <summary>Address of the storage and key-set service.</summary>
    [Description("Address of fal's storage service.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    [DefaultValue("https://rest.fal.ai")]
    public string RestUrl { get; init; } = "https://rest.fal.ai";

    /// <summary>Address of the keys that sign webhooks.</summary>
    [Description("Address of the key set that signs fal's webhooks.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    [DefaultValue("https://rest.fal.ai/.well-known/jwks.json")]
    public string JwksUrl { get; init; } = "https://rest.fal.ai/.well-known/jwks.json";

    /// <summary>Address of the platform API: prices and request history.</summary>
    [Description("Address of fal's platform API (prices, request history).")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    [DefaultValue("https://api.fal.ai/v1")]
    public string PlatformUrl { get; init; } = "https://api.fal.ai/v1";

    /// <summary>Public base address of this agent's webhook receiver; null keeps the one of the provider config, if any.</summary>
    [Description("Public base address of this agent's webhook receiver; unset keeps the one of the provider config, and without one jobs are only polled.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? WebhookUrl { get; init; }

    /// <summary>How stills that fal cannot fetch reach it; default <see cref="FalFrameTransfer.Upload"/>.</summary>
    [Description("How stills that fal cannot fetch itself reach it: upload to its storage, data_uri inside the request, or their plain address.")]
    [DefaultValue(FalFrameTransfer.Upload)]
    public FalFrameTransfer FrameTransfer { get; init; } = FalFrameTransfer.Upload;

    /// <summary>True lets fal repeat a failed run itself; default false.</summary>
    [Description("true lets fal repeat a failed run on its own, which may bill twice; false switches it off by header.")]
    [DefaultValue(false)]
    public bool AllowProviderRetries { get; init; }

    /// <summary>True lets fal answer with another model; default false.</summary>
    [Description("true lets fal fall back to another model; false switches it off by header.")]
    [DefaultValue(false)]
    public bool AllowFallback { get; init; }

    /// <summary>Seconds a webhook's timestamp may be off, 1 to 86 400; default 300.</summary>
    [Description("Seconds that the signed time of a webhook may differ from this machine's clock.")]
    [Range(1, 86_400)]
    [DefaultValue(300)]
    public int WebhookToleranceSeconds { get; init; } = 300;

    /// <summary>Most US dollars a project may have reserved and spent in all, 0 to 1 million; null keeps the provider config's.</summary>
    [Description("Most US dollars one project may have reserved and spent in all; unset keeps the cap of the provider config, if any.")]
    [Range(0d, 1_000_000d)]
    public decimal? ProjectCapUsd { get; init; }

    /// <summary>Most US dollars reserved and spent per UTC day, 0 to 1 million; null keeps the provider config's.</summary>
    [Description("Most US dollars reserved and spent per UTC day over all projects; unset keeps the cap of the provider config, if any.")]
    [Range(0d, 1_000_000d)]
    public decimal? DayCapUsd { get; init; }

    /// <summary>Segments of one request submitted side by side, 1 to 3; null keeps the provider config's.</summary>
    [Description("Segments of one request submitted side by side; 1 makes it sequential; unset keeps the provider config's.")]
    [Range(1, 3)]
    public int? MaxParallel { get; init; }

    /// <summary>Seconds between two status reads of one job, 0.05 to 60; null keeps the provider config's (10).</summary>
    [Description("Seconds between two status reads of a job while a call waits; unset keeps the provider config's (10).")]
    [Range(0.05d, 60d)]
    public decimal? PollIntervalSeconds { get; init; }

    /// <summary>Seconds one call to fal may take (the blocking endpoint and downloads excepted), 1 to 300; default 30.</summary>
    [Description("Seconds one call to fal may take; the blocking endpoint and downloads have limits of their own.")]
    [Range(1, 300)]
    [DefaultValue(30)]
    public int TimeoutSeconds { get; init; } = 30;
}
