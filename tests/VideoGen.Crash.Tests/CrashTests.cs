using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using VideoGen.Crash.Judgements;
using VideoGen.Crash.Relays;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Crash.Tests;

/// <summary>Real agents, killed for real; and proof that whoever looks afterwards would see it, had a promise been broken.</summary>
public sealed class CrashTests(CrashedWorld crashed) : IClassFixture<CrashedWorld>
{
    [Fact]
    public void Agents_that_are_killed_at_any_moment_lose_nothing_and_buy_nothing_twice()
    {
        string[] found = [.. crashed.Found.Select(v => $"{v.Promise}: {v.What}")];

        found.ShouldBeEmpty(crashed.Report.ToString());
        crashed.Report.Kills.ShouldBeGreaterThanOrEqualTo(CrashedWorld.Kills);
        crashed.Report.Jobs.ShouldBeGreaterThan(crashed.Report.Intents);
    }

    public static TheoryData<string> Windows { get; } = [.. Moment.All.Where(m => m.IsSure).Select(m => m.ToString()), "any time"];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Small_windows_are_really_hit(string moment) => crashed.Report.Moments.GetValueOrDefault(moment).ShouldBeGreaterThan(0, crashed.Report.ToString());

    [Fact]
    public async Task A_second_submit_is_found_out()
    {
        JsonNode order = (await crashed.World.TruthAsync())[0]!;
        using var http = new HttpClient();
        using var again = new HttpRequestMessage(HttpMethod.Post, new Uri(crashed.World.Fal, $"queue/{order["endpoint_id"]}?fal_webhook={Uri.EscapeDataString((string)order["webhook_url"]!)}"));
        again.Headers.TryAddWithoutValidation("Authorization", "Key sim-key:sim-secret");
        again.Content = new StringContent((string)order["payload"]!, Encoding.UTF8, "application/json");
        (await http.SendAsync(again)).EnsureSuccessStatusCode();

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Once && v.What.Contains((string)order["request_id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clip_that_is_gone_is_found_out()
    {
        using CmsAdmin admin = await crashed.World.Cms.SignInAsync();
        JsonObject clip = (await admin.ListAsync("media")).First(m => m["job_id"] is not null);
        await admin.DeleteAsync("media", clip["id"]!);

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Clips && v.What.StartsWith((string)clip["job_id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_of_history_that_is_gone_is_found_out()
    {
        Job job = await AnyDeliveredAsync(2);
        await TamperAsync($"delete from job_event where job_id = '{job.Id}' and sequence = 3");

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.History && v.What.Contains(job.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_bill_is_found_out()
    {
        Job job = await AnyDeliveredAsync(3);
        await TamperAsync($"update job set document = json_set(document, '$.billed_usd', 0.01) where id = '{job.Id}'");

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Money && v.What.StartsWith(job.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_that_says_something_else_is_found_out()
    {
        Job job = await AnyDeliveredAsync(4);
        using CmsAdmin admin = await crashed.World.Cms.SignInAsync();
        JsonObject segment = (await admin.ListAsync("videoSegments")).First(s => (string?)s["job_id"] == job.Id);
        await admin.DeleteAsync("videoSegments", segment["id"]!);

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Records && v.What.StartsWith(job.Id, StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<Violation>> FoundAsync() => CrashJudgement.OfAsync(crashed.World);

    // Each test spoils another job.
    private async Task<Job> AnyDeliveredAsync(int which) =>
        (await crashed.World.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None)).Where(j => j.Clip is not null).ElementAt(which);

    private async Task TamperAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={crashed.World.LedgerFile};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
