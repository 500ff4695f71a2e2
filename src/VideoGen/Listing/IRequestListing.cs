namespace VideoGen.Listing;

/// <summary>Port to lists of requests, a page at a time. Thread-safe.</summary>
public interface IRequestListing
{
    /// <summary>
    /// A page of requests, newest first. A page looks at a bounded number of requests, however many there are: where few of them fit, it may
    /// have few rows, or none, and say where to look on.
    /// </summary>
    ValueTask<RequestPage> ListPageAsync(ListQuery query, CancellationToken cancellationToken);
}
