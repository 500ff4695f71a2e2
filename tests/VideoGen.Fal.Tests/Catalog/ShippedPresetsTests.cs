using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Catalog;

public sealed class ShippedPresetsTests
{
    [Fact]
    public void Every_shipped_preset_keeps_every_rule() => ProviderConfigCheck.Check(Shipped.Config).ShouldBeEmpty();

    [Fact]
    public void Pairs_get_first_last_frame_and_single_frames_image_to_video()
    {
        var config = Shipped.Config;
        config.Find(config.DefaultPairModel)!.Mode.ShouldBe(PresetMode.FirstLastFrameToVideo);
        config.Find(config.DefaultSingleModel)!.Mode.ShouldBe(PresetMode.ImageToVideo);
        config.Find(config.DefaultTextModel!)!.Mode.ShouldBe(PresetMode.TextToVideo);
        config.CredentialsRef.ShouldBe("FAL_IMAGE_TO_VIDEO");
        config.TextCredentialsRef.ShouldBe("FAL_TEXT_TO_VIDEO");
    }

    [Fact]
    public void The_retired_model_names_a_successor_that_is_on_offer()
    {
        var retired = Shipped.Config.ModelPresets.Where(p => p.Retired is not null).ToList();
        retired.Select(p => p.Model).ShouldContain("fal-ai/veo3/fast/image-to-video");
        retired.ShouldAllBe(p => Shipped.Config.Find(p.Retired!.Successor)!.Retired == null);
    }

    [Fact]
    public void No_preset_lets_the_model_rewrite_a_prompt_or_add_sound()
    {
        string[] off = ["generate_audio", "generate_audio_switch", "audio", "bgm", "auto_fix", "prompt_optimizer", "enable_prompt_expansion"];
        foreach (var input in Shipped.Config.ModelPresets.SelectMany(p => p.Inputs).Where(i => off.Contains(i.Key)))
        {
            input.Value!.GetValue<bool>().ShouldBeFalse(input.Key);
        }

        Shipped.Config.ModelPresets.Where(p => p.Model.Contains("pixverse")).ShouldAllBe(p => p.Inputs["thinking_type"]!.GetValue<string>() == "disabled");
        Shipped.Config.ModelPresets.Where(p => p.Model.Contains("veo3")).ShouldAllBe(p => p.Inputs.ContainsKey("generate_audio") && p.Inputs.ContainsKey("auto_fix"));
        Shipped.Config.ModelPresets.Where(p => p.Model.Contains("hailuo")).ShouldAllBe(p => p.Inputs.ContainsKey("prompt_optimizer"));
    }

    [Fact]
    public void Every_preset_says_where_its_facts_come_from() =>
        Shipped.Config.ModelPresets.ShouldAllBe(p => p.Source!.StartsWith("https://fal.ai/models/" + p.Model + "/"));

    [Theory]
    [InlineData("fal-ai/veo3.1/fast/image-to-video", 4, 0.40)]
    [InlineData("fal-ai/veo3.1/image-to-video", 8, 1.60)]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", 5, 0.35)]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", 10, 0.70)]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", 4, 0.48)]
    [InlineData("fal-ai/wan-flf2v", 3.375, 0.40)]
    [InlineData("fal-ai/wan-flf2v", 4, 0.50)]
    [InlineData("fal-ai/vidu/q2/image-to-video/pro", 4, 0.30)]
    [InlineData("fal-ai/pixverse/v5.6/transition", 8, 0.90)]
    public void A_clip_costs_what_the_model_page_says(string model, double seconds, double usd) =>
        Shipped.Preset(model).Price.Of((decimal)seconds).ShouldBe((decimal)usd);

    [Fact]
    public void An_unknown_member_is_refused()
    {
        var json = JsonNode.Parse("""{"model":"a/b","mode":"text_to_video","duration":{"form":"fixed","values":[5]},"price":{},"output":{"width":1,"height":1,"frames_per_second":24},"colour":1}""")!;
        Should.Throw<System.Text.Json.JsonException>(() => System.Text.Json.JsonSerializer.Deserialize(json, CatalogJson.Default.ModelPreset));
    }
}
