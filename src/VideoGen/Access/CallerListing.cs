using VideoGen.Listing;

namespace VideoGen.Access;

/// <summary>Lists of requests as one caller may see them: of its own, or of everybody's where it operates or may see
/// states alone. Thread-safe.</summary>
/// <param name="listing">The lists.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerListing(IRequestListing listing, Caller caller) : IRequestListing
{
    /// <inheritdoc/>
    public async ValueTask<RequestPage> ListPageAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return !caller.May(Scopes.Read) && caller.May(Scopes.States) ? await listing.ListPageAsync(query with { CallerId = null, ByIdAlone = true }, cancellationToken)
            : !caller.May(Scopes.Read) ? new RequestPage([], null, null)
            : await listing.ListPageAsync(query with { CallerId = caller.May(Scopes.Operate) ? null : caller.Id ?? "" }, cancellationToken);
    }
}
