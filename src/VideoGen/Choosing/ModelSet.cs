using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.Choosing;

/// <summary>A provider with a model for each kind of segment of a request.</summary>
/// <param name="Provider">The provider config with these models as its defaults.</param>
/// <param name="Models">The models that the segments need, each once.</param>
/// <param name="Reason">Why they do not suit the segments; null where they do.</param>
internal sealed record ModelSet(ProviderConfig Provider, ImmutableArray<string> Models, string? Reason);
