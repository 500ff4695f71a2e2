using VideoGen.Operations.Tests.Rig;

namespace VideoGen.Operations.Tests.Prometheus;

/// <summary>
/// What the dashboard and the rules ask a real Prometheus is answered. An unknown name is no error in PromQL, it is a panel that stays empty and an
/// alert that never fires; so an answer without a series is a failure here.
/// </summary>
[Collection(OneServerCollection.Name)]
public sealed class ExpressionTests(ScrapedServer server) : IClassFixture<ScrapedServer>
{
    // Everything has happened; only the last scrapes may be on their way.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What may find nothing although all is as it should be, and why.</summary>
    private static readonly Dictionary<string, string> MayBeEmpty = new(StringComparer.Ordinal)
    {
        ["""ALERTS{alertname=~"VideoGen.+", alertstate="firing"}"""] = "Where no alert fires there is no series of one.",
        ["""absent(target_info{service_name="videogen-server"})"""] = "It has a series only while nothing is scraped.",
        ["""count by (job, instance) (target_info{service_name="videogen-server"}) unless count by (job, instance) (videogen_jobs)"""] = "It has a series only while the ledger cannot be read.",
    };

    public static TheoryData<string> Panels => [.. Dashboard.Expressions];

    public static TheoryData<string> Rules => [.. Shipped.Recorded(), .. Shipped.Alerts().Select(a => a.Expression)];

    [Theory]
    [MemberData(nameof(Panels))]
    public async Task A_panel_shows_something(string expression) => await FindsAsync(expression);

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_is_about_something(string expression) => await FindsAsync(Expression.WithoutThresholds(expression));

    [Theory]
    [MemberData(nameof(Panels))]
    [MemberData(nameof(Rules))]
    public async Task Every_series_that_is_asked_for_exists(string expression)
    {
        string[] selectors = [.. Expression.Selectors(expression)];
        selectors.ShouldNotBeEmpty();
        foreach (string selector in selectors)
        {
            await FindsAsync(selector);
        }
    }

    [Fact]
    public async Task A_name_that_nobody_measures_would_be_found_out() =>
        (await server.Prometheus.AskAsync("sum(rate(videogen_nobody_measures_this_total[5m]))")).ShouldBeEmpty();

    [Fact]
    public async Task Variables_have_values()
    {
        foreach (string query in Dashboard.Variables.Where(v => Dashboard.Type(v) is "query").Select(v => v["definition"]!.GetValue<string>()))
        {
            string[] parts = query["label_values(".Length..^1].Split(", ");
            (await server.Prometheus.LabelsAsync(parts[^1], Dashboard.Filled(string.Join(", ", parts[..^1])))).ShouldNotBeEmpty(query);
        }
    }

    [Fact]
    public async Task Names_and_helps_of_the_metrics_pass_the_linter()
    {
        foreach (string scrape in server.Scrapes)
        {
            // Names of the runtime's own instruments, which the linter does not like.
            string[] notOurs = ["dotnet_assembly_count", "dotnet_process_cpu_count", "dotnet_timer_count"];
            string[] lines = [.. scrape.Split('\n').Where(l => !notOurs.Any(n => l.Contains(n, StringComparison.Ordinal)))];
            lines.Length.ShouldBeGreaterThan(100);

            (int code, string output) = await Programs.RunAsync("promtool", ["check", "metrics"], string.Join('\n', lines));

            code.ShouldBe(0, output);
            output.ShouldBeEmpty();
        }
    }

    private async Task FindsAsync(string expression)
    {
        if (MayBeEmpty.ContainsKey(expression))
        {
            await server.Prometheus.AskAsync(expression); // it must be understood all the same
            return;
        }

        await PrometheusServer.UntilAsync(
            async () => (await server.Prometheus.AskAsync(expression)).Any(v => !double.IsNaN(v)),
            $"Nothing is found by {expression}",
            Patience);
    }
}
