using System.Collections.Immutable;

namespace VideoGen.Payload.Catalog;

/// <summary>What a collection had published when it was read.</summary>
/// <param name="Documents">The documents, the newest first.</param>
/// <param name="IsNew">True when it holds no document at all, not even a draft.</param>
internal sealed record PublishedDocuments(ImmutableArray<PayloadDocument> Documents, bool IsNew);
