using System.ComponentModel;

namespace VideoGen.Host.Configuration;

/// <summary>What delivered clips tell about where they come from.</summary>
public sealed record ProvenanceSettings
{
    /// <summary>True adds an XMP packet to every delivered MP4; default true.</summary>
    [Description("true adds an XMP packet to every delivered MP4 that says how it was made (IPTC digital source type).")]
    [DefaultValue(true)]
    public bool Mark { get; init; } = true;
}
