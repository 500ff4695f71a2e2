using VideoGen.Listing;

namespace VideoGen.Server.Board;

/// <summary>The rows of a page of the list, and the revisions that tell one state of them from another.</summary>
/// <param name="Markup">The table, or why there is none.</param>
/// <param name="Revision">Changes with everything that the table says.</param>
internal sealed record RequestTable(Html Markup, string Revision)
{
    /// <summary>The table of a page.</summary>
    public static RequestTable Of(ListQuery query, RequestPage page)
    {
        Html markup = page.Requests.IsEmpty
            ? Empty(ListPage.IsFiltered(query), page)
            : Html.Of(
                $"""
                <table>
                <caption class="only-read">Requests, newest first</caption>
                <thead><tr><th scope="col">Request</th><th scope="col">State</th><th scope="col">Project and episode</th><th scope="col">Segments</th><th scope="col">Cost</th><th scope="col">Ordered</th></tr></thead>
                <tbody data-rows>{Html.Join(page.Requests.Select(Row))}</tbody>
                </table>
                """);
        return new RequestTable(markup, markup.Revision());
    }

    private static Html Row(ListedRequest request)
    {
        Html cells = Html.Of(
            $"""
            <th scope="row"><a href="/board/requests/{Uri.EscapeDataString(request.Id)}">{request.Id}</a></th><td>{Words.State(request.State)}{(request.IsCancelled ? Html.Of($" <span class=\"quiet\">cancelled</span>") : Html.Nothing)}</td><td dir="auto">{request.ProjectId} / {request.EpisodeId}</td><td>{request.Delivered} of {request.Segments}{(request.Open > 0 ? Html.Of($", {request.Open} in progress") : Html.Nothing)}</td><td>{Words.Usd(request.CostUsd)}</td><td>{Words.Time(request.CreatedAt)}</td>
            """);
        return Html.Of($"<tr data-row=\"{request.Id}\" data-revision=\"{cells.Revision()}\">{cells}</tr>\n");
    }

    private static Html Empty(bool isFiltered, RequestPage page) => (isFiltered, page.BackTo) switch
    {
        (_, not null) => Html.Of($"<p class=\"empty\">None of the requests that were looked at fits.</p>"),
        (true, _) => Html.Of($"<p class=\"empty\">No request fits. <a href=\"/\">Show all</a></p>"),
        _ => Html.Of($"<p class=\"empty\">Nothing was ordered yet.</p>"),
    };
}
