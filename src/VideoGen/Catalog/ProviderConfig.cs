using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoGen.Catalog;

/// <summary>One document of <c>videoGenProviderConfigs</c>: a provider, its models, its money limits and how it is followed.</summary>
/// <param name="MaxParallel">Segments of one request submitted side by side, 1 to 3; 3 unless given. 1 makes it sequential.</param>
/// <param name="PollIntervalSeconds">Seconds between two status reads of one job, 0.05 to 60; 10 unless given.</param>
/// <remarks>
/// Members with a default other than zero are parameters, here and in the other records of a config: the generated JSON reader sets
/// every init-only member, those that a document leaves out to zero, but keeps the defaults of parameters.
/// </remarks>
public sealed record ProviderConfig(int MaxParallel = 3, decimal PollIntervalSeconds = 10)
{
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

    /// <summary>Most US dollars a project may have reserved and spent at this provider in all; null for no limit.</summary>
    public decimal? ProjectCapUsd { get; init; }

    /// <summary>Most US dollars reserved and spent at this provider per UTC day over all projects; null for no limit.</summary>
    public decimal? DayCapUsd { get; init; }

    /// <summary>Name of the setting that <see cref="ProjectCapUsd"/> is from; null where it is the config's own.</summary>
    [JsonIgnore]
    public string? ProjectCapSetting { get; init; }

    /// <summary>Name of the setting that <see cref="DayCapUsd"/> is from; null where it is the config's own.</summary>
    [JsonIgnore]
    public string? DayCapSetting { get; init; }

    /// <summary>True uses the provider's blocking endpoint instead of its queue.</summary>
    public bool Blocking { get; init; }

    /// <summary>The preset of a model, or null.</summary>
    public ModelPreset? Find(string model) => ModelPresets.FirstOrDefault(p => p.Model == model);
}
