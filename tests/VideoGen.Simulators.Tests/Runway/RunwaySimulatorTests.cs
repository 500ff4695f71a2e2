using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Runway;
using VideoGen.Simulators.Tests.Rig;

namespace VideoGen.Simulators.Tests.Runway;

/// <summary>What the official client cannot see: time, limits, money, traps.</summary>
public sealed class RunwaySimulatorTests
{
    [Fact]
    public async Task What_the_account_has_no_room_for_is_throttled_and_starts_by_itself()
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync(options => options with { Concurrency = 1 });
        string first = await SubmitAsync(rig);
        string second = await SubmitAsync(rig);

        await rig.AdvanceAsync(2);
        ((await StatusAsync(rig, first)), (await StatusAsync(rig, second))).ShouldBe(("RUNNING", "THROTTLED"));
        await rig.AdvanceAsync(4);
        ((await StatusAsync(rig, first)), (await StatusAsync(rig, second))).ShouldBe(("SUCCEEDED", "RUNNING"));
    }

    [Fact]
    public async Task The_day_has_a_limit_that_moves_on()
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync(options => options with { DailyGenerations = 1 });
        await SubmitAsync(rig);
        (await rig.SendAsync(HttpMethod.Post, "v1/image_to_video", Order())).Status.ShouldBe(429);

        rig.Clock.Advance(TimeSpan.FromHours(25));

        await SubmitAsync(rig);
    }

    [Fact]
    public async Task An_upload_lasts_a_day()
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync();
        string address = await UploadAsync(rig);
        JsonObject order = Order();
        order["promptImage"] = address;
        string inTime = await SubmitAsync(rig, order: order);
        await rig.AdvanceAsync(6);
        (await StatusAsync(rig, inTime)).ShouldBe("SUCCEEDED");

        rig.Clock.Advance(TimeSpan.FromHours(25));
        await rig.Simulator.SettleAsync();
        string late = await SubmitAsync(rig, order: order);
        await rig.AdvanceAsync(6);

        (await rig.SendAsync(HttpMethod.Get, $"v1/tasks/{late}")).Body!["failureCode"]!.GetValue<string>().ShouldBe("ASSET.INVALID");
    }

    [Fact]
    public async Task The_storage_wants_its_fields_first_and_no_key()
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync();
        (int _, JsonNode? announced) = await rig.SendAsync(HttpMethod.Post, "v1/uploads", new JsonObject { ["filename"] = "a.png", ["type"] = "ephemeral" });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPicture.Png(16, 16)), "file", "a.png" } };
        foreach ((string name, JsonNode? value) in announced!["fields"]!.AsObject())
        {
            form.Add(new StringContent(value!.ToString()), name);
        }

        using HttpResponseMessage refused = await rig.Http.PostAsync(announced["uploadUrl"]!.GetValue<string>(), form);

        ((int)refused.StatusCode).ShouldBe(403);
        rig.Simulator.Truth.Events.Count(entry => entry.Kind == TruthKind.KeyLeaked).ShouldBe(1);
    }

    [Fact]
    public async Task The_address_of_a_clip_expires_and_cannot_be_made_up()
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync();
        string id = await SubmitAsync(rig);
        await rig.AdvanceAsync(6);
        string address = (await rig.SendAsync(HttpMethod.Get, $"v1/tasks/{id}")).Body!["output"]![0]!.GetValue<string>();
        using var plain = new HttpClient();

        (await plain.GetByteArrayAsync(address)).Length.ShouldBe(10_000);
        using HttpResponseMessage forged = await plain.GetAsync(address[..^1] + (address[^1] == '0' ? '1' : '0'));
        ((int)forged.StatusCode).ShouldBe(403);
        rig.Clock.Advance(TimeSpan.FromHours(25));
        using HttpResponseMessage expired = await plain.GetAsync(address);
        ((int)expired.StatusCode).ShouldBe(403);
    }

    [Theory]
    [InlineData("", 404, null)]
    [InlineData("delete-keeps", 200, "CANCELLED")]
    [InlineData("delete-ignored", 200, "RUNNING")]
    public async Task A_task_that_was_aborted_costs_nothing(string behaviours, int status, string? state)
    {
        await using VendorRig<RunwaySimulator> rig = await StartAsync();
        string id = await SubmitAsync(rig, behaviours);
        await rig.AdvanceAsync(2);

        (await rig.SendAsync(HttpMethod.Delete, $"v1/tasks/{id}")).Status.ShouldBe(204);

        (int read, JsonNode? task) = await rig.SendAsync(HttpMethod.Get, $"v1/tasks/{id}");
        (read, task?["status"]?.GetValue<string>()).ShouldBe((status, state));
        rig.Simulator.Truth.BilledUsd.ShouldBe(0);
    }

    [Fact]
    public void Every_behaviour_is_in_the_documentation_with_the_same_words()
    {
        string page = File.ReadAllText(RepositoryFile.Path("docs/vendor-simulators.md"));
        foreach ((string name, string meaning) in RunwayBehaviours.All)
        {
            page.ShouldContain($"| `{name}` | {meaning} |");
        }
    }

    private static Task<VendorRig<RunwaySimulator>> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        VendorRig<RunwaySimulator>.StartAsync(RunwaySimulator.StartAsync, change);

    private static JsonObject Order() => new()
    {
        ["model"] = "gen4_turbo",
        ["promptImage"] = new JsonArray(new JsonObject { ["position"] = "first", ["uri"] = TestPicture.DataUri(1280, 720) }),
        ["promptText"] = "a slow push in",
        ["ratio"] = "1280:720",
        ["duration"] = 3,
    };

    private static async Task<string> UploadAsync(VendorRig<RunwaySimulator> rig)
    {
        (int _, JsonNode? announced) = await rig.SendAsync(HttpMethod.Post, "v1/uploads", new JsonObject { ["filename"] = "a.png", ["type"] = "ephemeral" });
        using var form = new MultipartFormDataContent();
        foreach ((string name, JsonNode? value) in announced!["fields"]!.AsObject())
        {
            form.Add(new StringContent(value!.ToString()), name);
        }

        form.Add(new ByteArrayContent(TestPicture.Png(1280, 720)), "file", "a.png");
        using var plain = new HttpClient();
        using HttpResponseMessage stored = await plain.PostAsync(announced["uploadUrl"]!.GetValue<string>(), form);
        ((int)stored.StatusCode).ShouldBe(204);
        return announced["runwayUri"]!.GetValue<string>();
    }

    private static async Task<string> SubmitAsync(VendorRig<RunwaySimulator> rig, string behaviours = "", JsonObject? order = null)
    {
        (int status, JsonNode? body) = await rig.SendAsync(HttpMethod.Post, "v1/image_to_video", order ?? Order(), behaviours);
        status.ShouldBe(200);
        return body!["id"]!.GetValue<string>();
    }

    private static async Task<string> StatusAsync(VendorRig<RunwaySimulator> rig, string id) =>
        (await rig.SendAsync(HttpMethod.Get, $"v1/tasks/{id}")).Body!["status"]!.GetValue<string>();
}
