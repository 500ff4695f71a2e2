using System.Collections.Immutable;

namespace VideoGen.Payload.Schema;

/// <summary>How a collection of the CMS is, seen with the key of the service account.</summary>
/// <param name="Name">Our name.</param>
/// <param name="Slug">Its slug there.</param>
/// <param name="Error">Why it cannot be looked at; null when it could.</param>
/// <param name="Refused">What the account needs and may not do: <c>create</c>, <c>read</c>, <c>update</c>.</param>
/// <param name="Missing">Paths that are not there, or hidden from the account.</param>
/// <param name="ReadOnly">Fields that the account may not write, under the CMS's names.</param>
public sealed record CollectionState(
    string Name, string Slug, PayloadException? Error, ImmutableArray<string> Refused, ImmutableArray<MissingPath> Missing, ImmutableArray<string> ReadOnly);
