using System.Collections.Immutable;

namespace VideoGen.Auditing;

/// <summary>What goes into an audit bundle: small documents as bytes, clips by name, which are read when they are written.</summary>
public sealed record AuditContent
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The clips whose bytes go in; empty where hashes are enough.</summary>
    public required ImmutableArray<AuditClip> Clips { get; init; }

    /// <summary>What the bundle does not prove and why, in sentences; empty as a rule.</summary>
    public required ImmutableArray<string> Notices { get; init; }

    /// <summary>The documents.</summary>
    internal ImmutableArray<AuditEntry> Documents { get; init; } = [];
}
