using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>Two programs on one ledger.</summary>
public sealed class SharedGaugesTests
{
    private static readonly string[] OfLedger = ["videogen_jobs{", "videogen_spend_reserved{", "videogen_spend_today{", "videogen_outbox_entries{"];

    [Fact]
    public async Task Gauges_are_the_same_in_both_and_those_of_the_ledger()
    {
        using var home = new TestFolder();
        NewRequest ordered = Samples.Request("r1", segments: 2, TimeProvider.System.GetUtcNow().AddDays(1));
        await using (var ledger = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(home.Path, "ledger.db")), TimeProvider.System))
        {
            await ledger.CreateAsync(ordered, CancellationToken.None);
        }

        await using ServerProcess one = await ServerProcess.StartAsync(home.Path, ("VIDEOGEN_PAYLOAD_URL", "http://127.0.0.1:1"), ("PAYLOAD_API_KEY", "of-a-cms-that-is-away"));
        await using ServerProcess other = await ServerProcess.StartAsync(home.Path, ("VIDEOGEN_PAYLOAD_URL", "http://127.0.0.1:1"), ("PAYLOAD_API_KEY", "of-a-cms-that-is-away"));
        string[] first = await GaugesAsync(one), second = await GaugesAsync(other);

        second.ShouldBe(first);
        first.ShouldContain(line => line.Contains("state=\"waiting\"", StringComparison.Ordinal) && line.EndsWith(" 2", StringComparison.Ordinal), string.Join('\n', first));
    }

    // A line of a scrape may end in the time it was made.
    private static async Task<string[]> GaugesAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        string[] lines = (await http.GetStringAsync(new Uri(server.Root, "metrics"))).Split('\n');
        return [.. lines.Where(line => OfLedger.Any(name => line.StartsWith(name, StringComparison.Ordinal))).Select(WithoutTime).Order(StringComparer.Ordinal)];
    }

    private static string WithoutTime(string line) => line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ') is [var value, ..] ? $"{line[..(line.LastIndexOf('}') + 1)]} {value}" : line;
}
