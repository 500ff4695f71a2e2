using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Auditing;

/// <summary>What a look at an audit bundle found.</summary>
public sealed record AuditReport
{
    /// <summary>The request that it is about; null where the bundle cannot be read so far.</summary>
    public string? RequestId { get; init; }

    /// <summary>Files whose hashes were compared.</summary>
    public int Files { get; init; }

    /// <summary>Webhooks whose signature holds.</summary>
    public int Signatures { get; init; }

    /// <summary>Segments that were replayed.</summary>
    public int Replayed { get; init; }

    /// <summary>Clips whose bytes are in the bundle and were proved again.</summary>
    public int Clips { get; init; }

    /// <summary>What cannot be checked, and why, in sentences.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>What is wrong, each with its place: a file of the bundle, and where a document has places, behind <c>#</c> the place in it.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
