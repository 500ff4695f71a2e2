using System.Text.Json.Nodes;
using VideoGen.Fal.Payloads;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Payloads;

public sealed class FalPayloadCheckTests
{
    private const string Pair = "fal-ai/veo3.1/fast/first-last-frame-to-video";

    [Theory]
    [InlineData("prompt", "\"\"", "/prompt")]
    [InlineData("prompt", null, "/prompt")]
    [InlineData("duration", "\"5s\"", "/duration")]
    [InlineData("duration", "4", "/duration")]
    [InlineData("duration", "\"4\"", "/duration")]
    [InlineData("duration", null, "/duration")]
    [InlineData("first_frame_url", "\"/tmp/a.png\"", "/first_frame_url")]
    [InlineData("first_frame_url", "\"file:///a.png\"", "/first_frame_url")]
    [InlineData("last_frame_url", null, "/last_frame_url")]
    [InlineData("resolution", "\"1080p\"", "/resolution")]
    [InlineData("generate_audio", "true", "/generate_audio")]
    [InlineData("generate_audio", null, "/generate_audio")]
    [InlineData("motion_strength", "0.5", "/motion_strength")]
    [InlineData("negative_prompt", "\"\"", "/negative_prompt")]
    public void What_the_model_would_refuse_is_not_sent(string field, string? json, string pointer)
    {
        var payload = GoldenPayloadTests.Build(Pair, 2);
        payload.Remove(field);
        if (json is not null)
        {
            payload[field] = JsonNode.Parse(json);
        }

        FalPayloadCheck.Check(Shipped.Preset(Pair), payload, 2).Select(p => p.Pointer).ShouldContain(pointer);
    }

    [Fact]
    public void A_number_is_not_a_string_of_digits()
    {
        var payload = GoldenPayloadTests.Build("fal-ai/wan/v2.7/image-to-video", 1);
        payload["duration"] = "4";
        FalPayloadCheck.Check(Shipped.Preset("fal-ai/wan/v2.7/image-to-video"), payload, 1).ShouldHaveSingleItem().Pointer.ShouldBe("/duration");
    }

    [Fact]
    public void A_picture_without_a_frame_is_not_sent()
    {
        var payload = GoldenPayloadTests.Build("fal-ai/wan/v2.7/image-to-video", 2);
        FalPayloadCheck.Check(Shipped.Preset("fal-ai/wan/v2.7/image-to-video"), payload, 1).ShouldHaveSingleItem().Pointer.ShouldBe("/end_image_url");
    }

    [Fact]
    public void The_prompt_limit_counts_characters_not_code_units()
    {
        var preset = Shipped.Preset("fal-ai/vidu/q3/image-to-video");
        var payload = GoldenPayloadTests.Build(preset.Model, 1);
        payload["prompt"] = string.Concat(Enumerable.Repeat("🎬", 2000));
        FalPayloadCheck.Check(preset, payload, 1).ShouldBeEmpty();
        payload["prompt"] = new string('x', 2001);
        FalPayloadCheck.Check(preset, payload, 1).ShouldHaveSingleItem().Message.ShouldContain("2001");
    }

    [Fact]
    public void Where_the_model_counts_bytes_so_do_we()
    {
        var preset = Shipped.Preset("fal-ai/pixverse/v6/transition");
        var payload = GoldenPayloadTests.Build(preset.Model, 2);
        payload["prompt"] = new string('é', 1025);
        FalPayloadCheck.Check(preset, payload, 2).ShouldHaveSingleItem().Message.ShouldContain("2050 bytes");
    }
}
