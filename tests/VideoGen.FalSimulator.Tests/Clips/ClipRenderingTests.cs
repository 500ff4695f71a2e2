using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Clips;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Clips;

public sealed class ClipRenderingTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Ffmpeg_renders_exactly_what_is_ordered(int pictures, bool audio)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clip-test-");
        try
        {
            string picture = Path.Combine(folder.FullName, "p.png");
            await File.WriteAllBytesAsync(picture, TestPicture.Png(640, 480));
            string clip = Path.Combine(folder.FullName, "c.mp4");
            var order = new ClipOrder
            {
                Pictures = [.. Enumerable.Repeat(picture, pictures)],
                Prompt = "",
                Seconds = 2,
                Fps = 24,
                Width = 320,
                Height = 180,
                Audio = audio,
            };
            await new FfmpegClipRenderer().RenderAsync(order, clip, CancellationToken.None);
            JsonNode probe = await ProbeAsync(clip);
            JsonNode video = probe["streams"]!.AsArray().Single(static stream => stream!["codec_type"]!.ToString() == "video")!;
            video["codec_name"]!.ToString().ShouldBe("h264");
            video["width"]!.GetValue<int>().ShouldBe(320);
            video["height"]!.GetValue<int>().ShouldBe(180);
            video["nb_frames"]!.ToString().ShouldBe("48");
            video["avg_frame_rate"]!.ToString().ShouldBe("24/1");
            probe["streams"]!.AsArray().Count.ShouldBe(audio ? 2 : 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_unreadable_picture_is_an_image_load_error()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { Renderer = null });
        JsonObject input = SimulatorRig.Input();
        byte[] picture = TestPicture.Png(1280, 720);
        input["image_url"] = "data:image/png;base64," + Convert.ToBase64String(picture.AsSpan(0, 60));
        string id = await rig.CompleteAsync("instant", input: input);
        await rig.Simulator.CompletedAsync(id);
        (await rig.ResultAsync(id)).Body!["detail"]![0]!["type"]!.ToString().ShouldBe("image_load_error");
    }

    [Fact]
    public async Task Equal_orders_are_rendered_once_and_different_ones_again()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await rig.CompleteAsync(input: SimulatorRig.Input("a"));
        await rig.CompleteAsync(input: SimulatorRig.Input("a"));
        rig.Renderer.Orders.Count.ShouldBe(1);
        await rig.CompleteAsync(input: SimulatorRig.Input("b"));
        rig.Renderer.Orders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_pictures_come_in_the_order_first_last()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        const string Model = "fal-ai/veo3.1/fast/first-last-frame-to-video";
        await rig.CompleteAsync(model: Model, input: new JsonObject
        {
            ["last_frame_url"] = TestPicture.DataUri(1280, 720),
            ["first_frame_url"] = TestPicture.DataUri(640, 360),
            ["prompt"] = "x",
            ["aspect_ratio"] = "auto",
        });
        ClipOrder order = rig.Renderer.Orders.Single();
        new FileInfo(order.Pictures[0]).Length.ShouldBe(TestPicture.Png(640, 360).Length);
        new FileInfo(order.Pictures[1]).Length.ShouldBe(TestPicture.Png(1280, 720).Length);
        (order.Seconds, order.Fps, order.Width, order.Height).ShouldBe((8, 24, 1280, 720));
    }

    [Fact]
    public async Task Prepared_clips_serve_every_picture_and_prompt()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { PreparedClips = true, CheckPictures = false });
        for (int job = 0; job < 5; job++)
        {
            await rig.CompleteAsync("instant", input: SimulatorRig.Input($"prompt {job}"));
        }

        rig.Renderer.Orders.Count.ShouldBe(1);
        rig.Truth.BilledUsd.ShouldBe(2.0m);
    }

    [Fact]
    public async Task Sync_mode_gives_a_data_URI_and_is_not_kept()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        const string Model = "fal-ai/ltx-2.3-22b/image-to-video";
        JsonObject submitted = await rig.SubmitAsync("instant", model: Model, input: new JsonObject
        {
            ["prompt"] = "x",
            ["image_url"] = TestPicture.DataUri(64, 64),
            ["sync_mode"] = true,
        });
        await rig.Simulator.SettleAsync();
        var result = await rig.GetAsync(submitted["response_url"]!.ToString());
        result.Body!["video"]!["url"]!.ToString().ShouldStartWith("data:video/mp4;base64,");
        ClipShape.Of(ModelCatalog.Shared.Find(Model)!, [], 1).Seconds.ShouldBe(121.0 / 24, 0.001);
    }

    private static async Task<JsonNode> ProbeAsync(string path)
    {
        using Process probe = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "json", "-show_streams", path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string json = await probe.StandardOutput.ReadToEndAsync();
        await probe.WaitForExitAsync();
        return JsonNode.Parse(json)!;
    }
}
