using System.Globalization;
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

    private static readonly RequestState[] States = Enum.GetValues<RequestState>();

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, ListQuery query, RequestPage page)
    {
        bool isFiltered = IsFiltered(query);
        string filter = Filter(query);
        RequestTable table = RequestTable.Of(query, page);
        string events = $"/board/events?{(query.Before is { } before ? $"{Before}={Uri.EscapeDataString(before)}" : "")}{filter}";
        return BoardPage.WriteAsync(context, StatusCodes.Status200OK, "Requests", Html.Of(
            $"""
            <h1>Requests</h1>
            <form method="get" action="/" class="filter" role="search" aria-label="Filter requests">
            <p><label for="text">Text or id</label><input id="text" name="{Text}" value="{Html.Kept(query.Text)}" maxlength="200"></p>
            <p><label for="project">Project</label><input id="project" name="{Project}" value="{Html.Kept(query.ProjectId)}" maxlength="200"></p>
            <p><label for="episode">Episode</label><input id="episode" name="{Episode}" value="{Html.Kept(query.EpisodeId)}" maxlength="200"></p>
            <p><label for="state">State</label><select id="state" name="{State}"><option value="">any</option>{Html.Join(States.Select(s => Option(s, query.State)))}</select></p>
            <p><button>Show</button> {(isFiltered ? Html.Of($"<a href=\"/\">Show all</a>") : Html.Nothing)}</p>
            </form>
            <div data-events="{events}">
            <div data-part="list" data-revision="{table.Revision}">{table.Markup}</div>
            <div data-part="pages" data-revision="{page.Next} {page.BackTo?.ToString("O", CultureInfo.InvariantCulture)}">{Further(query, page, filter)}</div>
            </div>
            """));
    }

    /// <summary>True where not all requests are asked for.</summary>
    public static bool IsFiltered(ListQuery query) => query is not { ProjectId: null, EpisodeId: null, State: null, Text: null };

    private static Html Option(RequestState state, RequestState? chosen) => Html.Of(
        $"<option value=\"{Words.Wire(state)}\"{(state == chosen ? Html.Of($" selected") : Html.Nothing)}>{(state is RequestState.Open ? "in progress" : Words.Plain(state))}</option>");

    private static string Filter(ListQuery query)
    {
        (string Name, string? Value)[] members =
        [
            (Text, query.Text), (Project, query.ProjectId), (Episode, query.EpisodeId), (State, query.State is { } state ? Words.Wire(state) : null),
        ];
        return string.Concat(members.Where(m => m.Value is not null).Select(m => $"&{m.Name}={Uri.EscapeDataString(m.Value!)}"));
    }

    private static Html Further(ListQuery query, RequestPage page, string filter)
    {
        Html newest = query.Before is null ? Html.Nothing : Html.Of($"<a href=\"/?{filter.TrimStart('&')}\">Newest</a> ");
        Html looked = page.BackTo is { } back ? Html.Of($"<p class=\"quiet\">Looked at requests back to {Words.Time(back)}.</p>") : Html.Nothing;
        Html older = page.Next is { } next
            ? Html.Of($"<a rel=\"next\" href=\"/?{Before}={Uri.EscapeDataString(next)}{filter}\">{(page.BackTo is null ? "Older requests" : "Look further back")}</a>")
            : Html.Nothing;
        return Html.Of($"{looked}<nav aria-label=\"Pages\" class=\"pages\">{newest}{older}</nav>");
    }
}
