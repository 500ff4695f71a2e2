using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>Every provider with its models, for callers who choose one.</summary>
/// <param name="Providers">The providers.</param>
public sealed record ModelList(ImmutableArray<ProviderModels> Providers);
