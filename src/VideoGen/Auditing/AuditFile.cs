using System.Security.Cryptography;

namespace VideoGen.Auditing;

/// <summary>A file of a bundle, as its manifest names it.</summary>
/// <param name="Name">Its path in the bundle.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256, lowercase hex.</param>
internal sealed record AuditFile(string Name, long Size, string Sha256)
{
    public static AuditFile Of(AuditEntry entry) => new(entry.Name, entry.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(entry.Bytes.Span)));

    public static AuditFile Of(AuditClip clip) => new(clip.Name, clip.Job.Clip!.FileSize, clip.Job.Clip.Sha256);
}
