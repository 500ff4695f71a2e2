namespace VideoGen.Auditing;

/// <summary>A document of an audit bundle.</summary>
/// <param name="Name">Its path in the bundle, with forward slashes.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record AuditEntry(string Name, ReadOnlyMemory<byte> Bytes);
