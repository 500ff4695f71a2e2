using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>Whatever is wrong with a request, one answer lists it all, by place, and nothing that only follows from it.</summary>
public sealed class AllProblemsTests : StageTest
{
    private const int Draws = 600;

    private static readonly string Picture = Convert.ToBase64String(SamplePictures.Png());

    // What a fault does to a request; what it is reported as; what of the others cannot be known beside it.
    private static readonly ImmutableArray<Fault> Faults =
    [
        new("blank words", r => Entry(r, 0)["description"] = " ", "wrong_length /storyboard_frames/0/description"),
        new("no words", r => Entry(r, 1).Remove("description"), "member_missing /storyboard_frames/1/description"),
        new("seconds", r => Entry(r, 2)["duration_seconds"] = 99, "out_of_range /storyboard_frames/2/duration_seconds"),
        new("no picture", r => Still(r, 3).Remove("image_base64"), "image_missing /generated_frames/3"),
        new("address", r => Address(r, 4, "ftp://stills.example.com/4.png"), "image_address_invalid /generated_frames/4/image_url"),
        new("scene", r => Still(r, 5)["scene_number"] = "five", "wrong_type /generated_frames/5/scene_number"),
        new("format", r => Still(r, 2)["image_base64"] = Convert.ToBase64String("no picture"u8), "image_format_unknown /generated_frames/2"),
        new("unreadable", r => Address(r, 1, "http://127.0.0.1:1/1.png"), "image_unreadable /generated_frames/1"),
        new("prompt", r => Entry(r, 4)["description"] = new string('x', 3_000), "prompt_too_long /storyboard_frames/4"),
        new("grouping", r => Settings(r)["grouping"] = "Adaptive", "not_allowed /video_settings/grouping"),
        new("wait", r => r["wait_seconds"] = 91, "out_of_range /wait_seconds"),
        new("hash", r => r["plan_hash"] = "", "wrong_length /plan_hash", "approved"),
        new("approved", r => r["plan_hash"] = new string('0', 64), "plan_changed /plan_hash", "hash"),
        new("project", r => r["project_context"] = new JsonObject { ["project_id"] = "../x" }, "wrong_form /project_context/project_id"),
        new("provider", r => Settings(r)["provider_override"] = "nobody", "provider_unknown /video_settings/provider_override", "broken provider", "prompt", "price", "machine"),
        new("broken provider", r => Settings(r)["provider_override"] = 5, "wrong_type /video_settings/provider_override", "provider", "prompt", "price", "machine"),
        new("model", r => Settings(r)["model"] = "nothing", "model_unknown /video_settings/model", "prompt", "price"),
        new("price", r => Settings(r)["max_cost_usd"] = 0.01, "cost_exceeds_limit /video_settings/max_cost_usd"),
        new("runtime", r => Settings(r)["max_runtime_seconds"] = 5, "runtime_exceeds_limit /video_settings/max_runtime_seconds", "segments"),
        new("segments", r => { Add(r, 4, 1); Add(r, 4, 2); }, "too_many_segments /generated_frames", "runtime"),
        new("no entry", r => r["generated_frames"]!.AsArray().Insert(6, NewStill(5, 1)), "storyboard_entry_missing /generated_frames/6/frame_id", "one id", "one place", "lost entry"),
        new("one id", r => r["generated_frames"]!.AsArray().Insert(6, NewStill(1, 1)), "frame_id_repeated /generated_frames/6/frame_id", "no entry", "one place"),
        new("one place", TakePlace, "frame_position_repeated /generated_frames/6/shot_order", "no entry", "one id"),
        new("lost entry", r => Entry(r, 1)["frame_id"] = 5, "wrong_type /storyboard_frames/1/frame_id", "no entry"),
        new("machine", _ => { }, "ffmpeg_missing "),
        new("cap", _ => { }, "cap_reached ", "provider", "broken provider", "model"),
    ];

    private static readonly ProviderConfig Config = MemoryCatalog.Config() with
    {
        ModelPresets = [MemoryCatalog.Config().ModelPresets[0] with { PromptMaxCharacters = 2_000 }],
    };

    public AllProblemsTests() => Stage.Catalog.Publish(Config);

    [Fact]
    public async Task Any_set_of_faults_is_reported_in_one_answer_and_nothing_else()
    {
        var random = new Random(12);
        for (int draw = 0; draw < Draws; draw++)
        {
            Fault[] planted = Independent(random);
            JsonObject request = Good();
            foreach (Fault fault in planted)
            {
                fault.Plant(request);
            }

            Stage.Catalog.Publish(Config with { DayCapUsd = planted.Any(f => f.Name == "cap") ? 0.01m : null });
            Provider.Obstacles = planted.Any(f => f.Name == "machine") ? [new("ffmpeg_missing", "", "There is no ffmpeg.", "Install it.")] : [];
            string because = string.Join(", ", planted.Select(f => f.Name));
            string[] reported = await SynthesizeAsync(request);
            reported.ShouldBe(planted.Select(f => f.Report), ignoreOrder: true, because);
            reported.Select(Place).ShouldBe(reported.Select(Place).Order(), because);
            string[] ofPlan = [.. planted.Where(f => f.Name is not ("machine" or "cap" or "format" or "unreadable" or "approved")).Select(f => f.Report)];
            (await PlanAsync(request)).ShouldBe(ofPlan, ignoreOrder: true, because);
        }
    }

    [Fact]
    public async Task An_unknown_provider_beside_an_empty_description_is_reported_too()
    {
        JsonObject request = SampleOrders.Storyboard();
        Entry(request, 0)["description"] = "";
        Settings(request)["provider_override"] = "nobody";
        (await SynthesizeAsync(request)).ShouldBe(["wrong_length /storyboard_frames/0/description", "provider_unknown /video_settings/provider_override"]);
    }

    [Fact]
    public async Task A_model_of_another_provider_is_no_problem_beside_an_unknown_provider()
    {
        JsonObject request = SampleOrders.Storyboard();
        Settings(request)["model"] = MemoryCatalog.Config().ModelPresets[0].Model;
        Settings(request)["provider_override"] = "nobody";
        (await SynthesizeAsync(request)).ShouldBe(["provider_unknown /video_settings/provider_override"]);
    }

    [Fact]
    public async Task An_approved_plan_is_none_that_changed_where_only_the_price_is_refused()
    {
        JsonObject request = Good();
        string hash = ((Answer<PlanAnswer>.Given)await Agent.Segments.PlanAsync(SampleOrders.Call(request), CancellationToken.None)).Value.PlanHash;
        request["plan_hash"] = hash;
        Settings(request)["max_cost_usd"] = 0.01;
        (await SynthesizeAsync(request)).ShouldBe(["cost_exceeds_limit /video_settings/max_cost_usd"]);
        request["plan_hash"] = "another";
        (await SynthesizeAsync(request)).ShouldBe(["cost_exceeds_limit /video_settings/max_cost_usd", "plan_changed /plan_hash"]);
    }

    [Fact]
    public async Task Frames_of_an_unknown_place_make_no_segments()
    {
        JsonObject request = Good();
        foreach (int i in (int[])[1, 3, 5])
        {
            Still(request, i)["shot_order"] = "x";
        }

        Settings(request)["grouping"] = "single";
        (await SynthesizeAsync(request)).ShouldBe(["wrong_type /generated_frames/1/shot_order", "wrong_type /generated_frames/3/shot_order", "wrong_type /generated_frames/5/shot_order"]);
    }

    [Fact]
    public async Task A_key_that_is_taken_hides_nothing()
    {
        JsonObject request = SampleOrders.Storyboard();
        request["request_key"] = "the-key";
        await Agent.OrderAsync(request);
        Settings(request)["model"] = "nothing";
        Still(request, 0)["image_base64"] = Convert.ToBase64String("no picture"u8);
        (await SynthesizeAsync(request)).ShouldBe(["image_format_unknown /generated_frames/0", "model_unknown /video_settings/model", "request_key_taken /request_key"]);
    }

    [Fact]
    public async Task No_more_addresses_are_fetched_for_a_refused_request_than_for_a_good_one()
    {
        JsonObject request = RequestJson.Of([.. Enumerable.Range(1, 20).Select(i => (i, 1))]);
        foreach (JsonNode? still in request["generated_frames"]!.AsArray())
        {
            still!["image_url"] = "http://127.0.0.1:1/x.png";
        }

        string[] reported = await SynthesizeAsync(request);
        reported.Count(p => p.StartsWith("image_unreadable", StringComparison.Ordinal)).ShouldBe(6);
        reported[0].ShouldBe("too_many_segments /generated_frames");
    }

    [Fact]
    public async Task An_approved_plan_that_changed_is_reported_beside_the_machine_and_the_stills()
    {
        Provider.Obstacles = [new("ffmpeg_missing", "", "There is no ffmpeg.", "Install it.")];
        JsonObject request = SampleOrders.Storyboard();
        request["plan_hash"] = "another";
        Still(request, 0)["image_base64"] = Convert.ToBase64String("no picture"u8);
        (await SynthesizeAsync(request)).ShouldBe(["ffmpeg_missing ", "image_format_unknown /generated_frames/0", "plan_changed /plan_hash"]);
    }

    [Fact]
    public async Task Money_that_is_used_up_is_reported_beside_everything_else()
    {
        JsonObject good = SampleOrders.Storyboard();
        Stage.Catalog.Publish(Config with { ProjectCapUsd = 0.6m, DayCapUsd = 0.7m });
        await Agent.OrderAsync(good);
        JsonObject request = SampleOrders.Storyboard();
        request["plan_hash"] = "another";
        Entry(request, 0)["description"] = "Something else.";
        Still(request, 0)["image_base64"] = Convert.ToBase64String("no picture"u8);
        (await SynthesizeAsync(request)).ShouldBe(["image_format_unknown /generated_frames/0", "plan_changed /plan_hash"]);

        Stage.Catalog.Publish(Config with { ProjectCapUsd = 0.5m, DayCapUsd = 0.4m });
        (await SynthesizeAsync(request)).ShouldBe(["cap_reached ", "cap_reached ", "image_format_unknown /generated_frames/0", "plan_changed /plan_hash"]);
        request["project_context"] = new JsonObject { ["project_id"] = 5 };
        (await SynthesizeAsync(request)).ShouldBe(["cap_reached ", "image_format_unknown /generated_frames/0", "wrong_type /project_context/project_id", "plan_changed /plan_hash"]);
    }

    private static Fault[] Independent(Random random)
    {
        Fault[] drawn = [.. random.GetItems(Faults.AsSpan(), random.Next(1, 9)).Distinct()];
        random.Shuffle(drawn);
        var planted = new List<Fault>();
        foreach (Fault fault in drawn.Where(f => !planted.Any(p => p.Hides.Contains(f.Name) || f.Hides.Contains(p.Name))))
        {
            planted.Add(fault);
        }

        // Two faults of one member would be one.
        planted.RemoveAll(f => f.Name == "no words" && planted.Any(p => p.Name == "lost entry"));
        return [.. planted];
    }

    private static (int, int, string) Place(string report)
    {
        string[] steps = report[(report.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('/');
        string[] members = ["generated_frames", "storyboard_frames", "video_settings", "project_context", "plan_hash", "wait_seconds"];
        return steps.Length == 1 ? (-1, -1, "") : (Array.IndexOf(members, steps[1]), steps.Length > 2 && int.TryParse(steps[2], out int index) ? index : -1, string.Join('/', steps.Skip(2)));
    }

    private static JsonObject Good()
    {
        var request = new JsonObject { ["generated_frames"] = new JsonArray(), ["storyboard_frames"] = new JsonArray() };
        for (int i = 0; i < 6; i++)
        {
            Add(request, 1 + i / 2, 1 + i % 2);
        }

        return request;
    }

    private static void Add(JsonObject request, int scene, int shot)
    {
        request["generated_frames"]!.AsArray().Add(NewStill(scene, shot));
        request["storyboard_frames"]!.AsArray().Add(RequestJson.Entry(scene, shot));
    }

    private static void TakePlace(JsonObject request)
    {
        JsonObject still = NewStill(1, 1);
        still["frame_id"] = "ANOTHER";
        request["generated_frames"]!.AsArray().Insert(6, still);
        request["storyboard_frames"]!.AsArray().Add(new JsonObject { ["frame_id"] = "ANOTHER", ["description"] = "Another." });
    }

    private static JsonObject NewStill(int scene, int shot)
    {
        JsonObject still = RequestJson.Still(scene, shot);
        still.Remove("image_url");
        still["image_base64"] = Picture;
        return still;
    }

    private static void Address(JsonObject request, int index, string address)
    {
        Still(request, index).Remove("image_base64");
        Still(request, index)["image_url"] = address;
    }

    private static JsonObject Still(JsonObject request, int index) => request["generated_frames"]![index]!.AsObject();

    private static JsonObject Entry(JsonObject request, int index) => request["storyboard_frames"]![index]!.AsObject();

    private static JsonObject Settings(JsonObject request)
    {
        request["video_settings"] ??= new JsonObject();
        return request["video_settings"]!.AsObject();
    }

    private async Task<string[]> SynthesizeAsync(JsonObject request) =>
        Reports((await Agent.Segments.SynthesizeAsync(Call(request), null, CancellationToken.None)).ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal);

    private async Task<string[]> PlanAsync(JsonObject request) =>
        await Agent.Segments.PlanAsync(Call(request), CancellationToken.None) is Answer<PlanAnswer>.Refused refused ? Reports(refused.Refusal) : [];

    private static string[] Reports(Refusal refusal) => [.. refusal.Problems.Select(p => $"{p.Code} {p.Pointer}")];

    private static SynthesisCall Call(JsonObject request) => new(Encoding.UTF8.GetBytes(request.ToJsonString()));

    private sealed record Fault(string Name, Action<JsonObject> Plant, string Report, params string[] Hides);
}
