using VideoGen.Contract;

namespace VideoGen.Provenance;

/// <summary>What is said, and signed, of the making of a clip.</summary>
/// <param name="JobId">The job.</param>
/// <param name="ProviderSha256">SHA-256 of the file as the provider gave it, lowercase hex.</param>
/// <param name="Source">Where the pictures come from; null where nobody said.</param>
/// <param name="AiSystem">The model that made them; null where none did.</param>
/// <param name="Program">Name of this program.</param>
/// <param name="Version">Its version.</param>
public sealed record ClipClaim(string JobId, string ProviderSha256, DigitalSource? Source, string? AiSystem, string Program, string Version)
{
    /// <summary>Address of <see cref="Source"/> in IPTC's vocabulary; null where nobody said.</summary>
    public string? SourceAddress => Source is { } source ? XmpPacket.AddressOf(source) : null;
}
