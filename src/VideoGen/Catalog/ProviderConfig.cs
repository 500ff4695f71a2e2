using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoGen.Catalog;

/// <summary>One document of <c>videoGenProviderConfigs</c>: a provider, its models, its money limits and how it is followed.</summary>
public sealed record ProviderConfig
{
    /// <summary>A config; the parameters are members whose absence in JSON means something else than zero or nothing.</summary>
    // Generated JSON readers fill every init-only member, missing ones with default(T): an initializer would be lost, a parameter's
    // default is kept. Lists keep theirs by reading as empty.
    [JsonConstructor]
    public ProviderConfig(int maxParallel = 3, decimal pollIntervalSeconds = 10)
    {
        MaxParallel = maxParallel;
        PollIntervalSeconds = pollIntervalSeconds;
    }

    /// <summary>Document id.</summary>
    public required string Id { get; init; }

    /// <summary>Wire name of the provider: <c>fal-ai</c>, <c>animatic</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The models on offer.</summary>
    public required ImmutableArray<ModelPreset> ModelPresets { get; init; }

    /// <summary>Model for a segment of two frames.</summary>
    public required string DefaultPairModel { get; init; }

    /// <summary>Model for a segment of one frame.</summary>
    public required string DefaultSingleModel { get; init; }

    /// <summary>Model for a frame without a picture; null where the provider has none.</summary>
    public string? DefaultTextModel { get; init; }

    /// <summary>Public base address of the webhook receiver; null registers no webhook.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Name of the environment variable with the key of models that take pictures; null where no key is needed.</summary>
    public string? CredentialsRef { get; init; }

    /// <summary>Name of the environment variable with the key of text-to-video models; null for the same as <see cref="CredentialsRef"/>.</summary>
    public string? TextCredentialsRef { get; init; }

    /// <summary>Segments of one request submitted side by side, 1 to 3. 1 makes it sequential.</summary>
    public int MaxParallel { get; init; }

    /// <summary>Seconds between two status reads of one job, 0.05 to 60; 10 unless given.</summary>
    public decimal PollIntervalSeconds { get; init; }

    /// <summary>Most US dollars a project may have reserved and spent in all; null for no limit.</summary>
    public decimal? ProjectCapUsd { get; init; }

    /// <summary>Most US dollars reserved and spent per UTC day over all projects; null for no limit.</summary>
    public decimal? DayCapUsd { get; init; }

    /// <summary>True uses the provider's blocking endpoint instead of its queue.</summary>
    public bool Blocking { get; init; }

    /// <summary>The preset of a model, or null.</summary>
    public ModelPreset? Find(string model) => ModelPresets.FirstOrDefault(p => p.Model == model);
}
