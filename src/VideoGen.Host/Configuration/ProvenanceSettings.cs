using System.Collections.Immutable;
using System.ComponentModel;
using VideoGen.C2pa;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>What delivered clips tell about where they come from.</summary>
public sealed record ProvenanceSettings
{
    /// <summary>True adds an XMP packet to every delivered MP4; default true.</summary>
    [Description("true adds an XMP packet to every delivered MP4 that says how it was made (IPTC digital source type).")]
    [DefaultValue(true)]
    public bool Mark { get; init; } = true;

    /// <summary>PEM file of the certificate that signs clips by C2PA, then its issuers; null signs nothing.</summary>
    [Description("PEM file of a certificate and its issuers: every delivered MP4 is signed with it by C2PA. Unset signs nothing.")]
    [FolderOrFile]
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    [Description("PEM file of the private key of provenance.certificate_file, not encrypted, readable by the agent alone.")]
    [FolderOrFile]
    public string? KeyFile { get; init; }

    /// <summary>Who signs; null where nothing is signed.</summary>
    /// <exception cref="SigningIdentityException">The files cannot sign.</exception>
    public SigningIdentity? ReadIdentity() => CertificateFile is { } certificate && KeyFile is { } key ? SigningIdentity.Read(certificate, key) : null;

    /// <summary>Every problem; empty when there is none.</summary>
    /// <param name="now">The time, against which the certificate is held.</param>
    internal ImmutableArray<Problem> Check(DateTimeOffset now)
    {
        if (CertificateFile is null != KeyFile is null)
        {
            string missing = CertificateFile is null ? "certificate_file" : "key_file";
            return [new Problem("setting_invalid", $"/provenance/{missing}", $"provenance.{missing} is not set, though the other of the two files is.", "Give both, or neither.")];
        }

        try
        {
            return ReadIdentity()?.FaultAt(now) is { } fault
                ? [new Problem("setting_invalid", "/provenance/certificate_file", fault, "Have a new one issued, or take provenance.certificate_file and provenance.key_file out to deliver unsigned clips.")]
                : [];
        }
        catch (SigningIdentityException e)
        {
            return [new Problem("setting_invalid", $"/provenance/{(e.IsKey ? "key_file" : "certificate_file")}", e.Message, e.Remedy)];
        }
    }
}
