using System.Collections.Immutable;

namespace VideoGen.Choosing;

/// <summary>The rule by which provider and models are chosen where a request names neither.</summary>
public sealed record ChoosingOptions
{
    /// <summary>The rule; <see cref="ChoosingRule.Default"/> unless given.</summary>
    public ChoosingRule Rule { get; init; }

    /// <summary>For <see cref="ChoosingRule.Preferred"/>: providers, or <c>provider:model</c>, the most wanted first.</summary>
    public ImmutableArray<string> Prefer { get; init; } = [];

    /// <summary>Providers that may be chosen; empty for every one that lacks nothing.</summary>
    public ImmutableArray<string> From { get; init; } = [];
}
