namespace VideoGen.Provenance;

/// <summary>What delivered clips tell about where they come from.</summary>
public sealed record ProvenanceOptions
{
    /// <summary>True adds an XMP packet with the IPTC digital source type to every delivered MP4; default true.</summary>
    public bool Mark { get; set; } = true;
}
