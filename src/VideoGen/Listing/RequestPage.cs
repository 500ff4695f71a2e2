using System.Collections.Immutable;

namespace VideoGen.Listing;

/// <summary>A page of a list of requests.</summary>
/// <param name="Requests">The requests, newest first.</param>
/// <param name="Next">Where the next page begins (<see cref="ListQuery.Before"/>); null where nothing older was left out.</param>
/// <param name="BackTo">
/// Where the look at older requests ended before the page was full, since a page looks at so many at most; null where it did not.
/// </param>
public sealed record RequestPage(ImmutableArray<ListedRequest> Requests, string? Next, DateTimeOffset? BackTo);
