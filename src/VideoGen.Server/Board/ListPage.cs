using System.Security.Cryptography;
using System.Text;
using VideoGen.Listing;

namespace VideoGen.Server.Board;

/// <summary>The list of requests.</summary>
internal static class ListPage
{
    /// <summary>Member of the address for the project.</summary>
    public const string Project = "project";

    /// <summary>Member of the address for the episode.</summary>
    public const string Episode = "episode";

    /// <summary>Member of the address for the state.</summary>
    public const string State = "state";

    /// <summary>Member of the address for the text.</summary>
    public const string Text = "text";

    /// <summary>Member of the address for the place where a page begins.</summary>
    public const string Before = "before";

    private const int RevisionLength = 16;

    private static readonly RequestState[] States = Enum.GetValues<RequestState>();

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, ListQuery query, RequestPage page)
    {
        bool isFiltered = query is not { ProjectId: null, EpisodeId: null, State: null, Text: null };
        Html rows = page.Requests.IsEmpty
            ? Empty(isFiltered, page)
            : Html.Of(
                $"""
                <table>
                <caption class="only-read">Requests, newest first</caption>
                <thead><tr><th scope="col">Request</th><th scope="col">State</th><th scope="col">Project and episode</th><th scope="col">Segments</th><th scope="col">Cost</th><th scope="col">Ordered</th></tr></thead>
                <tbody>{Html.Join(page.Requests.Select(Row))}</tbody>
                </table>
                """);
        return BoardPage.WriteAsync(context, StatusCodes.Status200OK, "Requests", Html.Of(
            $"""
            <h1>Requests</h1>
            <form method="get" action="/" class="filter" role="search" aria-label="Filter requests">
            <p><label for="text">Text or id</label><input id="text" name="{Text}" value="{query.Text}" maxlength="200"></p>
            <p><label for="project">Project</label><input id="project" name="{Project}" value="{query.ProjectId}" maxlength="200"></p>
            <p><label for="episode">Episode</label><input id="episode" name="{Episode}" value="{query.EpisodeId}" maxlength="200"></p>
            <p><label for="state">State</label><select id="state" name="{State}"><option value="">any</option>{Html.Join(States.Select(s => Option(s, query.State)))}</select></p>
            <p><button>Show</button> {(isFiltered ? Html.Of($"<a href=\"/\">Show all</a>") : Html.Nothing)}</p>
            </form>
            <div data-part="list" data-every="15" data-revision="{Revision(rows)}">{rows}</div>
            {Further(query, page)}
            """));
    }

    // So that a page that is asked for again and again is left alone while nothing changes.
    private static string Revision(Html rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows.ToString())))[..RevisionLength];

    private static Html Row(ListedRequest request) => Html.Of(
        $"""
        <tr><th scope="row"><a href="/board/requests/{Uri.EscapeDataString(request.Id)}">{request.Id}</a></th><td>{Words.State(request.State)}{(request.IsCancelled ? Html.Of($" <span class=\"quiet\">cancelled</span>") : Html.Nothing)}</td><td dir="auto">{request.ProjectId} / {request.EpisodeId}</td><td>{request.Delivered} of {request.Segments}{(request.Open > 0 ? Html.Of($", {request.Open} in progress") : Html.Nothing)}</td><td>{Words.Usd(request.CostUsd)}</td><td>{Words.Time(request.CreatedAt)}</td></tr>

        """);

    private static Html Option(RequestState state, RequestState? chosen) => Html.Of(
        $"<option value=\"{Words.Wire(state)}\"{(state == chosen ? Html.Of($" selected") : Html.Nothing)}>{(state is RequestState.Open ? "in progress" : Words.Plain(state))}</option>");

    private static Html Empty(bool isFiltered, RequestPage page) => (isFiltered, page.BackTo) switch
    {
        (_, not null) => Html.Of($"<p class=\"empty\">None of the requests that were looked at fits.</p>"),
        (true, _) => Html.Of($"<p class=\"empty\">No request fits. <a href=\"/\">Show all</a></p>"),
        _ => Html.Of($"<p class=\"empty\">Nothing was ordered yet.</p>"),
    };

    private static Html Further(ListQuery query, RequestPage page)
    {
        (string Name, string? Value)[] members =
        [
            (Text, query.Text), (Project, query.ProjectId), (Episode, query.EpisodeId), (State, query.State is { } state ? Words.Wire(state) : null),
        ];
        string filter = string.Concat(members.Where(m => m.Value is not null).Select(m => $"&{m.Name}={Uri.EscapeDataString(m.Value!)}"));
        Html newest = query.Before is null ? Html.Nothing : Html.Of($"<a href=\"/?{filter.TrimStart('&')}\">Newest</a> ");
        Html looked = page.BackTo is { } back ? Html.Of($"<p class=\"quiet\">Looked at requests back to {Words.Time(back)}.</p>") : Html.Nothing;
        Html older = page.Next is { } next
            ? Html.Of($"<a rel=\"next\" href=\"/?{Before}={Uri.EscapeDataString(next)}{filter}\">{(page.BackTo is null ? "Older requests" : "Look further back")}</a>")
            : Html.Nothing;
        return Html.Of($"{looked}<nav aria-label=\"Pages\" class=\"pages\">{newest}{older}</nav>");
    }
}
