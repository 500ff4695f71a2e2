using System.Collections.Immutable;

namespace VideoGen.Payload;

/// <summary>Which documents of a collection are wanted. Fields go by our names.</summary>
public sealed record PayloadQuery
{
    /// <summary>Conditions that all must hold.</summary>
    public ImmutableArray<PayloadCondition> Where { get; init; } = [];

    /// <summary>Field to sort by, with <c>-</c> in front for the greatest first; null for the CMS's own order.</summary>
    public string? Sort { get; init; }

    /// <summary>Most documents; 0 for all. Default 0.</summary>
    public int Limit { get; init; }

    /// <summary>Fields to answer besides <c>id</c>; empty for all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];
}
