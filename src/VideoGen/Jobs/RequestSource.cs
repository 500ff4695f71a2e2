using System.Text.Json;

namespace VideoGen.Jobs;

/// <summary>What a request was planned from, so that the plan can be made again: kept with it, pictures left out.</summary>
public sealed record RequestSource
{
    /// <summary>The request as it came, JSON; a picture in it is replaced by its hash, <c>sha256:</c> and 64 hex digits.</summary>
    public required string Request { get; init; }

    /// <summary>Folder that its relative pictures start from; null where it may have none.</summary>
    public string? LocalFolder { get; init; }

    /// <summary>The provider config as it was used, with the presets of the plan alone.</summary>
    public required JsonElement Provider { get; init; }

    /// <summary>The templates that the prompts were written from.</summary>
    public required JsonElement Templates { get; init; }
}
