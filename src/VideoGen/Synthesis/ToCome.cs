using System.Collections.Immutable;

namespace VideoGen.Synthesis;

/// <summary>What is ordered after a request if it is admitted.</summary>
/// <param name="Usd">Its price, in US dollars.</param>
/// <param name="ByProvider">What of it each provider gets; empty where that is not known.</param>
internal sealed record ToCome(decimal Usd, ImmutableDictionary<string, decimal> ByProvider)
{
    /// <summary>Nothing.</summary>
    public static ToCome Nothing { get; } = new(0, ImmutableDictionary<string, decimal>.Empty);

    /// <summary>What of it weighs on the caps of a provider, in US dollars: all of it where nobody said whose it is.</summary>
    public decimal AtUsd(string provider) => ByProvider.IsEmpty ? Usd : ByProvider.GetValueOrDefault(provider);
}
