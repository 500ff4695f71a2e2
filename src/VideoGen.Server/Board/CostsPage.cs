using System.Globalization;
using VideoGen.Contract;
using VideoGen.Reports;

namespace VideoGen.Server.Board;

/// <summary>Success, times and money.</summary>
internal static class CostsPage
{
    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">What it is about; null where that cannot be meant.</param>
    /// <param name="report">The report; null where there is none.</param>
    /// <param name="refusal">Why not; null where there is one.</param>
    public static Task WriteAsync(HttpContext context, ReportQuery? query, Report? report, Refusal? refusal)
    {
        IQueryCollection given = context.Request.Query;
        string by = given[ReportQueryReader.By].ToString();
        Html figures = report is null ? Html.Nothing : Html.Of(
            $"""
            <div class="wide" tabindex="0" role="region" aria-label="Figures"><table>
            <caption class="only-read">Figures, all together and by group</caption>
            <thead><tr><th scope="col">Group</th><th scope="col">Segments</th><th scope="col">Succeeded</th><th scope="col">Failed</th><th scope="col">Cancelled</th><th scope="col">In progress</th><th scope="col">Success</th><th scope="col">Half within</th><th scope="col">95 % within</th><th scope="col">Wanted s</th><th scope="col">Delivered s</th><th scope="col">Billed s</th><th scope="col">Spent</th></tr></thead>
            <tbody>{Html.Join(report.Groups.Select(Row))}</tbody>
            <tfoot>{Row(report.All)}</tfoot>
            </table></div>
            """);
        Html problems = refusal is null ? Html.Nothing : Html.Of($"<ul class=\"problems\">{Html.Join(refusal.Problems.Select(p => Html.Of($"<li><strong>{p.Message}</strong> {p.Remedy}</li>")))}</ul>");
        string project = query?.ProjectId ?? given[ReportQueryReader.Project].ToString(), episode = query?.EpisodeId ?? given[ReportQueryReader.Episode].ToString();
        return BoardPage.WriteAsync(context, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, "Costs and times", Html.Of(
            $"""
            <h1>Costs and times</h1>
            <form method="get" action="/board/costs" class="filter" role="search" aria-label="Filter figures">
            <p><label for="project">Project</label><input id="project" name="{ReportQueryReader.Project}" value="{Html.Kept(project)}" maxlength="200"></p>
            <p><label for="episode">Episode</label><input id="episode" name="{ReportQueryReader.Episode}" value="{Html.Kept(episode)}" maxlength="200"></p>
            <p><label for="since">Since (day, UTC)</label><input id="since" name="{ReportQueryReader.Since}" type="date" value="{Html.Kept(given[ReportQueryReader.Since].ToString())}"></p>
            <p><label for="by">By</label><select id="by" name="{ReportQueryReader.By}"><option value="">all together</option>{Html.Join(ReportQueryReader.GroupNames.Select(n => Html.Of($"<option{(n == by ? Html.Of($" selected") : Html.Nothing)}>{n}</option>")))}</select></p>
            <p><button>Show</button></p>
            </form>
            {problems}
            {figures}
            """));
    }

    private static Html Row(ReportRow row) => Html.Of(
        $"""
        <tr><th scope="row" dir="auto">{row.Group}</th><td>{row.Segments}</td><td>{row.Succeeded}</td><td>{row.Failed}</td><td>{row.Cancelled}</td><td>{row.Open}</td><td>{Percent(row.SuccessRate)}</td><td>{Seconds(row.LatencyP50Seconds)}</td><td>{Seconds(row.LatencyP95Seconds)}</td><td>{row.WantedSeconds}</td><td>{row.DeliveredSeconds}</td><td>{row.BilledSeconds}</td><td>{Usd(row.SpendUsd)}</td></tr>

        """);

    private static string Percent(decimal? share) => share is { } part ? $"{(part * 100).ToString("0.#", CultureInfo.InvariantCulture)} %" : "–";

    private static string Seconds(decimal? seconds) => seconds is { } some ? Words.Span(TimeSpan.FromSeconds((double)some)) : "–";

    private static string Usd(decimal usd) => $"${usd.ToString("0.00##", CultureInfo.InvariantCulture)}";
}
