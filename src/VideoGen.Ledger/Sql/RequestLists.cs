using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Listing;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// Pages of requests. A page looks at so many requests at most, the newest before a place, and at their documents only where something is asked
/// of those: so it costs the same with ten thousand requests and with a million.
/// </summary>
internal static class RequestLists
{
    /// <summary>Requests that one page looks at.</summary>
    public const int Looked = 2_000;

    // Of those that hold a text, some hold it where nobody looks for it: in the name of a member.
    private const int MostHits = 200;

    private const string NumberOf = "select number from request where id = $id";
    private const string IdOf = "select id, document ->> 'created_at' from request where number = $number";

    // Each id has its index.
    private const string OfJob =
        """
        select request_id from job where id = $id
        union all select request_id from job where provider_request_id = $id
        union all select request_id from job where webhook_id = $id
        limit 1
        """;

    private const string Columns =
        """
        select number, id, caller, document ->> 'project_id', document ->> 'episode_id', document ->> 'created_at', cancel_requested_at,
            (select count(*) from job where request_id = request.id),
            (select count(*) from job where request_id = request.id and state = 'succeeded'),
            (select count(*) from job where request_id = request.id and due_at is not null),
            (select sum(cost) from job where request_id = request.id),
            case when cast($text as text) is null then null else document end
        from request
        """;

    private const string Fits =
        """
            and (cast($episode as text) is null or document ->> 'episode_id' = $episode)
            and (cast($text as text) is null or lower(cast(document as text)) like $text escape '!')
            and (cast($state as text) is null
                or ($state = 'open' and exists (select 1 from job where request_id = request.id and due_at is not null))
                or ($state = 'delivered' and not exists (select 1 from job where request_id = request.id and state <> 'succeeded'))
                or ($state = 'incomplete' and not exists (select 1 from job where request_id = request.id and due_at is not null)
                    and exists (select 1 from job where request_id = request.id and state <> 'succeeded')))
        order by number desc limit $limit
        """;

    private const string ById = $"{Columns} where id = $id and (cast($caller as text) is null or caller = $caller)";

    /// <summary>The page.</summary>
    public static RequestPage Read(Session session, ListQuery query)
    {
        if (query is { Text: { } id, Before: null } && Exact(session, query, id) is { } only)
        {
            return new RequestPage([only], null, null);
        }

        if (query is { ByIdAlone: true, Text: not null })
        {
            return new RequestPage([], null, null);
        }

        long before = query.Before is { } place ? session.Number(NumberOf, ("$id", place)) : long.MaxValue;
        (long edge, long seen) = Edge(session, query, before);
        int most = query.Text is null ? query.Limit + 1 : MostHits;
        ImmutableArray<(long Number, ListedRequest Request, bool Holds)> rows = session.List(
            $"{Columns} where number < $before and number >= $edge {Own(query)} {Fits}",
            row => Read(row, query.Text),
            ("$before", before),
            ("$edge", edge),
            ("$caller", query.CallerId),
            ("$project", query.ProjectId),
            ("$episode", query.EpisodeId),
            ("$text", query.Text is { } words ? Pattern(words) : null),
            ("$state", query.State is { } state ? JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()) : null),
            ("$limit", most));
        ImmutableArray<(long Number, ListedRequest Request, bool Holds)> fitting = [.. rows.Where(r => r.Holds)];
        if (fitting.Length > query.Limit)
        {
            return new RequestPage([.. fitting.Take(query.Limit).Select(r => r.Request)], fitting[query.Limit - 1].Request.Id, null);
        }

        ImmutableArray<ListedRequest> requests = [.. fitting.Select(r => r.Request)];
        return rows.Length == most && query.Text is not null ? On(session, requests, rows[^1].Number)
            : seen == Looked ? On(session, requests, edge)
            : new RequestPage(requests, null, null);
    }

    private static RequestPage On(Session session, ImmutableArray<ListedRequest> requests, long number)
    {
        (string id, DateTimeOffset at) = session.Find(IdOf, row => (row.GetString(0), Time(row.GetString(1))), ("$number", number));
        return new RequestPage(requests, id, at);
    }

    private static ListedRequest? Exact(Session session, ListQuery query, string id)
    {
        string request = session.Find(OfJob, row => row.GetString(0), ("$id", id)) ?? id;
        return session.Find(ById, row => Read(row, null).Request, ("$id", request), ("$caller", query.CallerId), ("$text", null));
    }

    private static (long Edge, long Seen) Edge(Session session, ListQuery query, long before) => session.Find(
        $"select min(number), count(*) from (select number from request where number < $before {Own(query)} order by number desc limit $looked) looked",
        row => (row.IsDBNull(0) ? 0 : row.GetInt64(0), row.GetInt64(1)),
        ("$before", before),
        ("$caller", query.CallerId),
        ("$project", query.ProjectId),
        ("$looked", Looked));

    // Four statements, so that each has its index.
    private static string Own(ListQuery query) =>
        (query.CallerId is null ? " and cast($caller as text) is null" : " and caller = $caller")
        + (query.ProjectId is null ? " and cast($project as text) is null" : " and project_id = $project");

    // As the document writes it: other letters than ASCII are escaped there.
    private static string Pattern(string words)
    {
        string escaped = JavaScriptEncoder.Default.Encode(words).ToLowerInvariant();
        return $"%{escaped.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
    }

    private static (long Number, ListedRequest Request, bool Holds) Read(DbDataReader row, string? text)
    {
        var request = new ListedRequest
        {
            Id = row.GetString(1),
            Caller = row.IsDBNull(2) ? null : row.GetString(2),
            ProjectId = row.GetString(3),
            EpisodeId = row.GetString(4),
            CreatedAt = Time(row.GetString(5)),
            IsCancelled = !row.IsDBNull(6),
            Segments = (int)row.GetInt64(7),
            Delivered = (int)row.GetInt64(8),
            Open = (int)row.GetInt64(9),
            CostUsd = row.IsDBNull(10) ? 0 : Micros.Usd(Convert.ToInt64(row.GetValue(10), CultureInfo.InvariantCulture)),
        };
        return (row.GetInt64(0), request, text is null || Holds(row.GetString(11), text));
    }

    private static bool Holds(string document, string text)
    {
        RequestRecord request = JsonSerializer.Deserialize(document, JobJson.Default.RequestRecord)!;
        return Words(request).Any(words => words.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Words(RequestRecord request) =>
    [
        request.Id, request.ProjectId, request.EpisodeId, request.Caller ?? "", request.Plan.Provider, request.PlanHash,
        .. request.Plan.Segments.SelectMany(s => (string[])[s.Prompt, s.Model, s.SegmentId, s.TemplateId, .. s.AssociatedFrames]),
    ];

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();
}
