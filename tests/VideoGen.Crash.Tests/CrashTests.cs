using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using VideoGen.Crash.Judgements;
using VideoGen.Crash.Relays;
using VideoGen.Crash.Runs;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Providers;
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

    public static TheoryData<string> Providers { get; } = [.. VendorSite.Providers];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Small_windows_are_really_hit(string moment) => crashed.Report.Moments.GetValueOrDefault(moment).ShouldBeGreaterThan(0, crashed.Report.ToString());

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_provider_has_its_share(string provider) =>
        crashed.Orders.Count(o => o.Site.Provider == provider && o.HasClip).ShouldBeGreaterThan(10, crashed.Report.ToString());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_second_submit_is_found_out(string provider)
    {
        VendorSite site = crashed.World.Vendor(provider);
        using var http = new HttpClient();
        JsonNode order = JsonNode.Parse(await http.GetStringAsync(new Uri(site.Own, "_sim/truth")))!["jobs"]![0]!;
        string path = provider switch
        {
            "fal-ai" => $"queue/{order["endpoint_id"]}?fal_webhook={Uri.EscapeDataString((string)order["webhook_url"]!)}",
            "openrouter" => "api/v1/videos",
            _ => "v1/image_to_video",
        };
        using var again = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Own, path));
        again.Headers.TryAddWithoutValidation("Authorization", provider is "fal-ai" ? "Key sim-key:sim-secret" : "Bearer simulator");
        again.Headers.TryAddWithoutValidation("X-Runway-Version", "2024-11-06");
        again.Content = new StringContent((string)order["payload"]!, Encoding.UTF8, "application/json");
        (await http.SendAsync(again)).EnsureSuccessStatusCode();

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Once && v.What.Contains((string)order["request_id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submit_that_nobody_can_look_up_stays_honest()
    {
        Job[] unknown = [.. (await JobsAsync()).Where(j => j is { Provider: "runway", Clip: null, Failure.Error: FailureError.SubmissionUnknown })];

        unknown.ShouldContain(j => crashed.Orders.Any(o => o.IsOf(j)), "An order of Runway that the agent died over.");
        unknown.ShouldAllBe(j => j.Failure!.Message.Contains("may have been made and billed", StringComparison.Ordinal) && j.Failure.NextStep!.Contains($"videogen settle {j.Id}", StringComparison.Ordinal));

        await TamperAsync($"update job set document = json_set(document, '$.reserved_usd', 0) where id = '{unknown[0].Id}'");
        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Money && v.What.StartsWith(unknown[0].Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_accepted_order_that_is_said_to_be_unknown_is_found_out()
    {
        Job job = (await JobsAsync()).Last(j => j.Provider is "runway" && j.Clip is not null);
        await TamperAsync($"update job set document = json_set(document, '$.failure', json('{{\"error\":\"submission_unknown\",\"message\":\"lost\",\"billed\":\"unknown\",\"next_step\":\"look\"}}')) where id = '{job.Id}'");

        (await FoundAsync()).ShouldContain(v => v.Promise == Promise.Clips && v.What.StartsWith(job.Id, StringComparison.Ordinal));
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
    private async Task<Job> AnyDeliveredAsync(int which) => (await JobsAsync()).Where(j => j.Clip is not null).ElementAt(which);

    private async Task<IEnumerable<Job>> JobsAsync() => await crashed.World.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None);

    private async Task TamperAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={crashed.World.LedgerFile};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
