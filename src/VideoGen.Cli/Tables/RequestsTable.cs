using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Cli.Tables;

/// <summary>The newest requests for people.</summary>
internal static class RequestsTable
{
    /// <summary>Writes them.</summary>
    public static void Write(Screen screen, ImmutableArray<(RequestRecord Request, ImmutableArray<Job> Jobs)> requests)
    {
        if (requests.IsEmpty)
        {
            screen.Line("No request yet. Start one with: videogen generate REQUEST.json");
            return;
        }

        if (!screen.IsWide)
        {
            foreach ((RequestRecord request, ImmutableArray<Job> jobs) in requests)
            {
                screen.Item("·", $"{request.Id}  {When(request)}");
                screen.Item(" ", $"{request.ProjectId}/{request.EpisodeId}: {StatesOf(jobs)}");
            }

            return;
        }

        Table table = Notices.Table("Request", "Accepted (UTC)", "Project/episode", "Provider", "Segments", "Price");
        table.Columns[0].NoWrap = true; // an id is copied whole or not at all
        foreach ((RequestRecord request, ImmutableArray<Job> jobs) in requests)
        {
            table.AddRow(
                new Text(request.Id), new Text(When(request)), new Text($"{request.ProjectId}/{request.EpisodeId}"),
                new Text(PlainText.Line(request.Plan.Provider)), new Text(StatesOf(jobs)), new Text(Figures.Usd(request.Plan.EstimatedCostUsd)));
        }

        screen.Write(table);
    }

    private static string When(RequestRecord request) =>
        request.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string StatesOf(ImmutableArray<Job> jobs) => string.Join(
        ", ", jobs.GroupBy(j => j.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Words.Of(g.Key).Replace('_', ' ')}"));
}
