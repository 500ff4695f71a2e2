using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What a delivered file tells about where it comes from.</summary>
public sealed record ClipProvenance
{
    /// <summary>True when an XMP packet was added.</summary>
    [Description("true: the file carries an XMP packet that says how it was made.")]
    public required bool Marked { get; init; }

    /// <summary>What the packet says of the pictures; null where nothing is known, and without a packet.</summary>
    [Description("IPTC digital source type in that packet; left out where the request says nothing of its stills.")]
    public DigitalSource? DigitalSource { get; init; }

    /// <summary>True when the file came with a C2PA manifest.</summary>
    [Description("true: the provider's file carries a C2PA manifest of its own, and is kept byte for byte.")]
    public required bool ProviderManifest { get; init; }

    /// <summary>SHA-256 of the file as the provider gave it, lowercase hex.</summary>
    [Description("SHA-256 of the file as the provider gave it.")]
    public required string ProviderSha256 { get; init; }

    /// <summary>Subject of the certificate that signed a C2PA manifest of this program; null where the file has none.</summary>
    [Description("Who signed the C2PA manifest that the agent added; left out where it added none.")]
    public string? SignedBy { get; init; }

    /// <summary>Why there is no mark, or no signature though clips are signed here; null otherwise.</summary>
    [Description("Why it carries no packet, or no manifest though clips are signed here; left out otherwise.")]
    public string? Reason { get; init; }
}
