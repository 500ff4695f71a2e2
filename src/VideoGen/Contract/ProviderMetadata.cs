using System.ComponentModel;
using System.Text.Json.Serialization;

namespace VideoGen.Contract;

/// <summary>Who makes a segment.</summary>
public sealed record ProviderMetadata
{
    /// <summary>Provider.</summary>
    [Description("fal-ai for a paid clip, animatic for a local preview.")]
    public required string Provider { get; init; }

    /// <summary>Model.</summary>
    [Description("Model id.")]
    public required string Model { get; init; }

    /// <summary>Our job.</summary>
    [Description("Id of the job in the ledger and in videoGenJobs.")]
    public required string JobId { get; init; }

    /// <summary>The provider's own id.</summary>
    [Description("The provider's own id of the job; left out before it accepted.")]
    public string? ProviderRequestId { get; init; }

    /// <summary>Names the webhook registration.</summary>
    [Description("Names the webhook registration of the job; null where none is registered.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? WebhookId { get; init; }

    /// <summary>What the delivered file tells about where it comes from.</summary>
    [Description("What the delivered file tells about where it comes from; left out before delivery.")]
    public ClipProvenance? Provenance { get; init; }

    /// <summary>Its seams with its neighbours, as far as it was the later one of the two to be delivered; null where it has none.</summary>
    [Description("Seams that its delivery closed; the answer has all of them.")]
    public System.Collections.Immutable.ImmutableArray<Seam>? Seams { get; init; }

    /// <summary>What was done beside the delivered clip; null where nothing was to be done.</summary>
    [Description("What was done beside the delivered clip; left out where nothing was asked for.")]
    public ClipFinishing? Finishing { get; init; }
}
