using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>An approved plan is exactly what is submitted, and nothing but that.</summary>
public sealed class PlanHashTests
{
    [Fact]
    public void Hash_WhatIsSubmittedChanges_Changes()
    {
        string hash = Hash();
        Hash(r => Entry(r)["description"] = "Another.").ShouldNotBe(hash);
        Hash(r => Entry(r)["camera_notes"] = "whip-pan").ShouldNotBe(hash);
        Hash(r => r["generated_frames"]![0]!["image_url"] = "https://stills.example.com/other.png").ShouldNotBe(hash);
        Hash(r => Entry(r)["duration_seconds"] = 12).ShouldNotBe(hash);
        Hash(r => (Entry(r)["duration_seconds"], r["storyboard_frames"]![1]!["duration_seconds"]) = (2, 1)).ShouldNotBe(hash, "the cut between the shots moves");
        Hash(r => Settings(r)["motion_strength"] = 0.9).ShouldNotBe(hash);
        Hash(r => Settings(r)["model"] = "studio/two").ShouldNotBe(hash);
        Hash(provider: p => p with { Provider = "other" }).ShouldNotBe(hash);
        Hash(provider: p => Preset(p, m => m with { Inputs = new JsonObject { ["resolution"] = "720p" } })).ShouldNotBe(hash);
        Hash(provider: p => Preset(p, m => m with { FirstFrameField = "start_image" })).ShouldNotBe(hash);
        Hash(provider: p => Preset(p, m => m with { Duration = m.Duration with { Form = DurationForm.SecondsString } })).ShouldNotBe(hash);
        Hash(provider: p => Preset(p, m => m with { MotionStrength = new PresetMotion { Field = "motion", Min = 0, Max = 1 } })).ShouldNotBe(hash);
        Hash(provider: p => Preset(p, m => m with { Price = new PresetPrice { UsdPerSecond = 9 } })).ShouldNotBe(hash);
    }

    [Fact]
    public void Hash_OnlyHowTheCallIsMadeChanges_Stays()
    {
        string hash = Hash();
        Hash(r => r["wait_seconds"] = 0).ShouldBe(hash);
        Hash(r => (Entry(r)["duration_seconds"], r["storyboard_frames"]![1]!["duration_seconds"]) = (1.5, 1.5)).ShouldBe(hash, "said as it is by default");
        Hash(r => r["request_key"] = "key").ShouldBe(hash);
        Hash(r => r["project_context"] = new JsonObject { ["project_id"] = "p", ["trace_id"] = "t" }).ShouldBe(hash);
        Hash(r => Settings(r)["max_cost_usd"] = 50).ShouldBe(hash);
        Hash(r => Settings(r)["on_failure"] = "settle").ShouldBe(hash);
        Hash(r => r["extra"] = 1).ShouldBe(hash);
        Hash(r => Entry(r)["description"] = "  What shot 1 of scene 1 shows.  ").ShouldBe(hash);
        Hash(provider: p => Preset(p, m => m with { Source = "another page", Image = new PresetImageLimits { MinSide = 64 } })).ShouldBe(hash);
        Hash(provider: p => Preset(p, m => m with { Duration = Presets.Seconds(3.0m, 4.00m, 6m, 10m) })).ShouldBe(hash);
        Hash(provider: p => p with { DayCapUsd = 1, WebhookUrl = "https://hooks.example.com" }).ShouldBe(hash);
    }

    [Fact]
    public void Hash_OrderOfTheInputs_DoesNotMatter() =>
        Hash(provider: p => Preset(p, m => m with { Inputs = new JsonObject { ["a"] = 1, ["b"] = 2 } }))
            .ShouldBe(Hash(provider: p => Preset(p, m => m with { Inputs = new JsonObject { ["b"] = 2, ["a"] = 1 } })));

    private static string Hash(Action<JsonObject>? change = null, Func<ProviderConfig, ProviderConfig>? provider = null)
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));
        change?.Invoke(request);
        ProviderConfig config = Presets.Selling(Presets.Seconds(3, 4, 6));
        config = config with { ModelPresets = config.ModelPresets.Add(config.ModelPresets[0] with { Model = "studio/two" }) };
        config = provider?.Invoke(config) ?? config;
        return Planner.Plan(RequestJson.Good(request), config, ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>().Answer.PlanHash;
    }

    private static ProviderConfig Preset(ProviderConfig config, Func<ModelPreset, ModelPreset> change) =>
        config with { ModelPresets = config.ModelPresets.SetItem(0, change(config.ModelPresets[0])) };

    private static JsonObject Entry(JsonObject request) => request["storyboard_frames"]![0]!.AsObject();

    private static JsonObject Settings(JsonObject request)
    {
        request["video_settings"] ??= new JsonObject();
        return request["video_settings"]!.AsObject();
    }
}
