using VideoGen.Catalog;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Catalog;

public sealed class PresetCheckTests
{
    private static readonly ModelPreset Good = Shipped.Preset("fal-ai/vidu/q2/image-to-video/pro");

    public static TheoryData<string, ModelPreset, string> Broken => new()
    {
        { "model", Good with { Model = "a model" }, "/model" },
        { "model empty", Good with { Model = "" }, "/model" },
        { "mode", Good with { Mode = (PresetMode)9 }, "/mode" },
        { "text with pictures", Good with { Mode = PresetMode.TextToVideo }, "/mode" },
        { "no first frame", Good with { FirstFrameField = null }, "/first_frame_field" },
        { "no last frame", Good with { Mode = PresetMode.FirstLastFrameToVideo, LastFrameField = null }, "/last_frame_field" },
        { "required but absent", Good with { LastFrameField = null, LastFrameRequired = true }, "/last_frame_required" },
        { "field twice", Good with { LastFrameField = Good.FirstFrameField }, "/last_frame_field" },
        { "field in inputs", Good with { Inputs = new() { ["prompt"] = "x" } }, "/prompt_field" },
        { "field name", Good with { PromptField = "pro mpt" }, "/prompt_field" },
        { "input null", Good with { Inputs = new() { ["a"] = null } }, "/inputs/a" },
        { "input empty", Good with { Inputs = new() { ["a/b"] = " " } }, "/inputs/a~1b" },
        { "prompt limit", Good with { PromptMaxCharacters = 0 }, "/prompt_max_characters" },
        { "prompt bytes", Good with { PromptMaxBytes = -1 }, "/prompt_max_bytes" },
        { "prompt units", Good with { PromptMaxUtf16Units = 0 }, "/prompt_max_utf16_units" },
        { "list without a role", Good with { Mode = PresetMode.TextToVideo, FirstFrameField = null, LastFrameField = null, FrameListField = "frames" }, "/frame_list_field" },
        { "two roles alike", Good with { FrameListField = "frames", FirstFrameField = "first", LastFrameField = "first" }, "/last_frame_field" },
        { "list in inputs", Good with { FrameListField = "frames", Inputs = new() { ["frames"] = "x" } }, "/frame_list_field" },
        { "no lengths", Good with { Duration = new() { Form = DurationForm.Number, Field = "d" } }, "/duration" },
        { "list and range", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Values = [1], Min = 1, Max = 2 } }, "/duration" },
        { "range backwards", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Min = 5, Max = 2 } }, "/duration" },
        { "step", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Min = 1, Max = 2, Step = 0 } }, "/duration" },
        { "too many", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Min = 1, Max = 2, Step = 0.0001m } }, "/duration" },
        { "not ascending", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Values = [4, 4] } }, "/duration/values" },
        { "no field", Good with { Duration = new() { Form = DurationForm.Number, Values = [4] } }, "/duration/field" },
        { "fixed with field", Good with { Duration = new() { Form = DurationForm.Fixed, Field = "d", Values = [4] } }, "/duration/field" },
        { "fixed with two", Good with { Duration = new() { Form = DurationForm.Fixed, Values = [4, 5] } }, "/duration/values" },
        { "frames without rate", Good with { Duration = new() { Form = DurationForm.Frames, Field = "n", Values = [81] } }, "/duration/frames_per_second" },
        { "broken frames", Good with { Duration = new() { Form = DurationForm.Frames, Field = "n", Values = [81.5m], FramesPerSecond = 24 } }, "/duration" },
        { "rate without frames", Good with { Duration = new() { Form = DurationForm.Number, Field = "d", Values = [4], FramesPerSecond = 24 } }, "/duration/frames_per_second" },
        { "motion both", Good with { MotionStrength = new() { Field = "m", Min = 0, Max = 1, Levels = ["a", "b"] } }, "/motion_strength" },
        { "motion none", Good with { MotionStrength = new() { Field = "m" } }, "/motion_strength" },
        { "motion level twice", Good with { MotionStrength = new() { Field = "m", Levels = ["a", "a"] } }, "/motion_strength/levels" },
        { "price", Good with { Price = new() { UsdPerSecond = -1 } }, "/price/usd_per_second" },
        { "price per clip", Good with { Price = new() { UsdPerClip = -1 } }, "/price/usd_per_clip" },
        { "units", Good with { Price = new() { UnitsPerSecond = 0 } }, "/price/units_per_second" },
        { "unit without a name", Good with { Price = new() { Unit = new() { Name = " ", Source = "x" } } }, "/price/unit/name" },
        { "unit for nothing", Good with { Price = new() { Unit = new() { Name = "second", Usd = 0, Source = "x" } } }, "/price/unit/usd" },
        { "unit too dear", Good with { Price = new() { Unit = new() { Name = "second", Usd = 10_000_000_000m, Source = "x" } } }, "/price" },
        { "unit without a source", Good with { Price = new() { Unit = new() { Name = "second", Usd = 1, Source = "" } } }, "/price/unit/source" },
        { "steps and price", Good with { Price = new() { UsdPerClip = 1, Steps = [new(8, 1)] } }, "/price/steps" },
        { "steps too short", Good with { Price = new() { Steps = [new(5, 1)] } }, "/price/steps" },
        { "steps backwards", Good with { Price = new() { Steps = [new(8, 1), new(5, 1)] } }, "/price/steps" },
        { "image bytes", Good with { Image = new() { MaxBytes = 0 } }, "/image/max_bytes" },
        { "image sides", Good with { Image = new() { MinSide = 500, MaxSide = 100 } }, "/image/min_side" },
        { "image ratio", Good with { Image = new() { MinRatio = 2, MaxRatio = 1 } }, "/image/min_ratio" },
        { "output", Good with { Output = new(0, 720, 24) }, "/output" },
        { "output rate", Good with { Output = new(1280, 720, 0) }, "/output/frames_per_second" },
        { "retired", Good with { Retired = new("", "x/y") }, "/retired" },
        { "own successor", Good with { Retired = new("2026", Good.Model) }, "/retired" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_reported_where_it_is(string rule, ModelPreset preset, string pointer)
    {
        var problems = PresetCheck.Check(preset, "/model_presets/7");
        problems.ShouldContain(p => p.Pointer == "/model_presets/7" + pointer, rule);
        problems.ShouldAllBe(p => p.Code == "preset_invalid" && p.Message.Length > 0 && p.Remedy.Length > 0);
    }

    [Fact]
    public void All_problems_are_reported_at_once() =>
        PresetCheck.Check(Good with { Model = "", PromptMaxCharacters = 0, Output = new(0, 0, 0) }, "").Length.ShouldBe(4);

    [Fact]
    public void A_config_is_checked_as_a_whole()
    {
        var config = Shipped.Config with
        {
            Id = " ",
            DefaultPairModel = "fal-ai/veo3.1/fast/image-to-video",
            DefaultSingleModel = "no/such",
            DefaultTextModel = "fal-ai/wan-flf2v",
            ModelPresets = [.. Shipped.Config.ModelPresets, Good],
            WebhookUrl = "ftp://x",
            CredentialsRef = "id:secret",
            MaxParallel = 4,
            PollIntervalSeconds = 0,
            ProjectCapUsd = -1,
            DayCapUsd = -1,
        };
        var problems = ProviderConfigCheck.Check(config);
        problems.Select(p => p.Pointer).ShouldBe(
            [
                "/id", $"/model_presets/{Shipped.Config.ModelPresets.Length}/model", "/default_pair_model", "/default_single_model", "/default_text_model",
                "/credentials_ref", "/webhook_url", "/max_parallel", "/poll_interval_seconds", "/project_cap_usd", "/day_cap_usd",
            ],
            ignoreOrder: true);
        problems.ShouldAllBe(p => !p.ToString().Contains("id:secret"));
    }
}
