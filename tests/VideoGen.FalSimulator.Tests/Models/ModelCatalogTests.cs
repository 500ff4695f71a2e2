using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Models;

namespace VideoGen.FalSimulation.Tests.Models;

public sealed class ModelCatalogTests
{
    [Fact]
    public void Every_model_accepts_its_required_fields_and_makes_a_priced_clip()
    {
        var check = new InputCheck(new FalSimulatorOptions());
        ModelCatalog.Shared.All.Count().ShouldBeGreaterThan(70);
        foreach (SimulatedModel model in ModelCatalog.Shared.All)
        {
            var input = new JsonObject();
            foreach ((string name, ModelField field) in model.Fields.Where(static pair => pair.Value.Required))
            {
                input[name] = field.Kind == FieldKind.ImageList ? new JsonArray("a", "b") : "x";
            }

            check.Errors(model, input).ShouldBeEmpty(model.Id);
            ClipShape shape = ClipShape.Of(model, input, pictureRatio: null);
            shape.Seconds.ShouldBeInRange(1, 21, model.Id);
            shape.Fps.ShouldBeInRange(16, 60, model.Id);
            (shape.Width % 2, shape.Height % 2).ShouldBe((0, 0), model.Id);
            Bill.For(model, shape).Usd.ShouldBeInRange(0.005m, 6m, model.Id);
            foreach ((string name, ModelField field) in model.Fields.Where(static pair => pair.Value.Default is not null))
            {
                var with = (JsonObject)input.DeepClone();
                with[name] = field.Default!.DeepClone();
                check.Errors(model, with).ShouldBeEmpty($"{model.Id} {name}");
            }
        }
    }

    [Theory]
    [InlineData("fal-ai/veo3.1/fast/image-to-video", """{"duration":"4s"}""", 4, 24, 1280, 720, true, 0.6)]
    [InlineData("fal-ai/veo3.1/fast/image-to-video", """{"duration":"8s","resolution":"4k","generate_audio":false}""", 8, 24, 3840, 2160, false, 2.4)]
    [InlineData("fal-ai/veo3.1/image-to-video", """{"duration":"6s","generate_audio":false,"aspect_ratio":"9:16"}""", 6, 24, 720, 1280, false, 1.2)]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", """{"duration":"10"}""", 10, 24, 1920, 1080, false, 0.7)]
    [InlineData("fal-ai/kling-video/v2.6/pro/image-to-video", """{"generate_audio":false}""", 5, 24, 1920, 1080, false, 0.35)]
    [InlineData("fal-ai/minimax/hailuo-02/standard/image-to-video", """{"duration":"6","resolution":"512P"}""", 6, 25, 910, 512, false, 0.102)]
    [InlineData("fal-ai/luma-dream-machine/ray-2/image-to-video", """{"resolution":"720p"}""", 5, 24, 1280, 720, false, 1.0)]
    [InlineData("fal-ai/wan-flf2v", """{}""", 5.0625, 16, 1280, 720, false, 0.4)]
    [InlineData("fal-ai/wan-flf2v", """{"num_frames":97}""", 6.0625, 16, 1280, 720, false, 0.5)]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", """{"num_frames":81}""", 5.0625, 32, 1280, 720, false, 0.405)]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", """{"num_frames":96,"frames_per_second":24,"interpolator_model":"none"}""", 4, 24, 1280, 720, false, 0.48)]
    [InlineData("fal-ai/wan/v2.7/image-to-video", """{"duration":2,"resolution":"720p"}""", 2, 24, 1280, 720, false, 0.2)]
    [InlineData("fal-ai/ltx-2.3/image-to-video", """{"duration":6,"fps":24,"generate_audio":false}""", 6, 24, 1920, 1080, false, 0.48)]
    [InlineData("fal-ai/bytedance/seedance/v1/pro/image-to-video", """{"duration":"5","resolution":"1080p"}""", 5, 24, 1920, 1080, false, 0.6075)]
    [InlineData("fal-ai/vidu/q2/image-to-video/pro", """{"duration":4}""", 4, 24, 1280, 720, false, 0.3)]
    public void Length_rate_size_and_price_follow_the_input(
        string id, string input, double seconds, int fps, int width, int height, bool audio, double usd)
    {
        SimulatedModel model = ModelCatalog.Shared.Find(id)!;
        ClipShape shape = ClipShape.Of(model, (JsonObject)JsonNode.Parse(input)!, 16.0 / 9);
        (shape.Seconds, shape.Fps, shape.Width, shape.Height, shape.Audio).ShouldBe((seconds, fps, width, height, audio));
        Bill.For(model, shape).Usd.ShouldBe((decimal)usd);
    }
}
