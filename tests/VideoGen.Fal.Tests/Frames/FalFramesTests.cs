using System.Text.Json.Nodes;
using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Frames;

public sealed class FalFramesTests
{
    private const string Pair = "fal-ai/veo3.1/fast/first-last-frame-to-video";
    private const string Initiated = """{"upload_url":"https://storage.example/put/abc?sig=1","file_url":"https://v3.fal.media/files/b/abc.png"}""";

    [Fact]
    public async Task A_picture_is_announced_with_the_key_and_stored_without_it()
    {
        using var bench = new FalBench();
        bench.Fal.Answer(200, Initiated).Answer(200, "");
        var payload = await Ready(bench, bench.Still("F1", [1, 2, 3]));
        payload["image_url"]!.GetValue<string>().ShouldBe("https://v3.fal.media/files/b/abc.png");
        var (announce, put) = (bench.Fal.Seen[0], bench.Fal.Seen[1]);
        announce.Address.AbsoluteUri.ShouldBe("https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3");
        announce.Header("Authorization").ShouldBe("Key " + FalBench.Key);
        JsonNode.Parse(announce.Text)!["content_type"]!.GetValue<string>().ShouldBe("image/png");
        JsonNode.Parse(announce.Text)!["file_name"]!.GetValue<string>().ShouldEndWith(".png");
        put.Method.ShouldBe(HttpMethod.Put);
        put.Address.AbsoluteUri.ShouldBe("https://storage.example/put/abc?sig=1");
        put.Header("Authorization").ShouldBeNull();
        put.ContentType.ShouldBe("image/png");
        put.Body.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task One_picture_is_uploaded_once_also_by_the_next_process_until_it_is_old()
    {
        using var bench = new FalBench();
        var still = bench.Still("F1", [1, 2, 3]);
        bench.Fal.Answer(200, Initiated).Answer(200, "");
        await Ready(bench, still, still with { FrameId = "F2" });
        bench.Fal.Seen.Count.ShouldBe(2);

        var next = new FalProvider(bench.Options, bench.Credentials, bench, bench.Invoker, bench.Time, bench.Home);
        (await next.PrepareAsync(FalBench.Order(Shipped.Preset(FalBench.Model), [still]), default)).ShouldBeOfType<PrepareResult.Ready>();
        bench.Fal.Seen.Count.ShouldBe(2);

        bench.Time.Advance(TimeSpan.FromDays(6));
        bench.Fal.Answer(200, Initiated).Answer(200, "");
        await Ready(bench, still);
        bench.Fal.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_picture_behind_our_own_login_is_uploaded_even_where_addresses_are_handed_out()
    {
        using var bench = new FalBench(new FalOptions { FrameTransfer = FalFrameTransfer.Address });
        var open = bench.Still("F1", [1, 2, 3]) with { Source = "https://stills.example.com/a.png" };
        (await Ready(bench, open))["image_url"]!.GetValue<string>().ShouldBe("https://stills.example.com/a.png");

        bench.Fal.Answer(200, Initiated).Answer(200, "");
        (await Ready(bench, open with { IsPrivate = true }))["image_url"]!.GetValue<string>().ShouldBe("https://v3.fal.media/files/b/abc.png");
    }

    [Fact]
    public async Task A_broken_memory_costs_an_upload_and_nothing_else()
    {
        using var bench = new FalBench();
        var still = bench.Still("F1", [1, 2, 3]);
        Directory.CreateDirectory(Path.Combine(bench.Home, "uploads", "fal"));
        var file = Path.Combine(bench.Home, "uploads", "fal", still.Sha256 + ".json");
        await File.WriteAllTextAsync(file, "{ half");
        bench.Fal.Answer(200, Initiated).Answer(200, "");
        await Ready(bench, still);
        JsonNode.Parse(await File.ReadAllTextAsync(file))!["file_url"]!.GetValue<string>().ShouldBe("https://v3.fal.media/files/b/abc.png");
        Directory.GetFiles(Path.GetDirectoryName(file)!).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Each_step_of_an_upload_has_three_tries()
    {
        using var bench = new FalBench();
        bench.Fal.Answer(503, "").Throw(new IOException("x")).Answer(200, Initiated).Answer(500, "").Answer(200, "");
        await Ready(bench, bench.Still("F1", [1, 2, 3]));
        bench.Fal.Answer(200, Initiated).Answer(500, "").Answer(500, "").Answer(500, "");
        var failure = await Refused(bench, bench.Still("F2", [4]));
        failure.Error.ShouldBe(FailureError.ProviderUnreachable);
        failure.Message.ShouldContain("F2");
        failure.StillIndex.ShouldBe(0);
        failure.Billed.ShouldBe(Billed.No);
        bench.Fal.Seen.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_refused_upload_is_not_repeated()
    {
        using var bench = new FalBench();
        bench.Fal.Answer(403, """{"detail":"no"}""");
        (await Refused(bench, bench.Still("F1", [1]))).Error.ShouldBe(FailureError.ProviderError);
        bench.Fal.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"upload_url":"http://storage.example/put","file_url":"https://v3.fal.media/a.png"}""")]
    [InlineData("""{"upload_url":"https://storage.example/put"}""")]
    [InlineData("[]")]
    public async Task Odd_upload_addresses_are_refused(string body)
    {
        using var bench = new FalBench();
        bench.Fal.Answer(200, body);
        (await Refused(bench, bench.Still("F1", [1]))).Message.ShouldContain("F1");
    }

    [Fact]
    public async Task A_large_picture_goes_up_in_parts()
    {
        using var bench = new FalBench();
        var bytes = new byte[91 * 1024 * 1024];
        bytes[^1] = 7;
        bench.Fal.Answer(200, Initiated);
        for (var part = 1; part <= 10; part++)
        {
            bench.Fal.Answer(200, $$"""{"partNumber":{{part}},"etag":"e{{part}}"}""");
        }

        bench.Fal.Answer(200, "");
        await Ready(bench, bench.Still("F1", bytes));
        bench.Fal.Seen[0].Address.AbsolutePath.ShouldEndWith("/initiate-multipart");
        bench.Fal.Seen[1].Address.AbsoluteUri.ShouldBe("https://storage.example/put/abc/1?sig=1");
        bench.Fal.Seen[10].Address.AbsoluteUri.ShouldBe("https://storage.example/put/abc/10?sig=1");
        bench.Fal.Seen[10].Body.Length.ShouldBe(1024 * 1024);
        bench.Fal.Seen[10].Body[^1].ShouldBe((byte)7);
        bench.Fal.Seen[11].Address.AbsoluteUri.ShouldBe("https://storage.example/put/abc/complete?sig=1");
        bench.Fal.Seen[11].Text.ShouldStartWith("""{"parts":[{"partNumber":1,"etag":"e1"},""");
        bench.Fal.Seen.Skip(1).ShouldAllBe(s => s.Header("Authorization") == null);
    }

    [Fact]
    public async Task A_data_uri_needs_no_upload_and_no_key()
    {
        using var bench = new FalBench(new FalOptions { FrameTransfer = FalFrameTransfer.DataUri, DataUriMaxBytes = 1_024 }, environment: []);
        (await Ready(bench, bench.Still("F1", [1, 2, 3])))["image_url"]!.GetValue<string>().ShouldBe("data:image/png;base64,AQID");
        (await Refused(bench, bench.Still("F2", new byte[2_000]))).Message.ShouldContain("data_uri_max_bytes");
        bench.Fal.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_is_passed_on_only_when_the_frame_has_one()
    {
        using var bench = new FalBench(new FalOptions { FrameTransfer = FalFrameTransfer.Address });
        (await Ready(bench, bench.Still("F1", [1], "https://cdn.example/a.png?x=1")))["image_url"]!.GetValue<string>().ShouldBe("https://cdn.example/a.png?x=1");
        (await Refused(bench, bench.Still("F2", [1], "file:///a.png"))).NextStep!.ShouldContain("frame_transfer");
    }

    [Fact]
    public async Task A_picture_outside_the_models_limits_is_refused_before_it_is_uploaded()
    {
        using var bench = new FalBench();
        SegmentOrder order = Order([bench.Still("F1", [1], width: 640, height: 360)]);
        order = order with { Preset = order.Preset with { Image = new() { MinSide = 720 } } };
        var failure = (await bench.Provider.PrepareAsync(order, default)).ShouldBeOfType<PrepareResult.Refused>().Failure;
        failure.Message.ShouldBe("Frame F1: the picture is 640x360; the model wants 720 pixels on the shorter side.");
        bench.Fal.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_the_model_cannot_take_is_refused()
    {
        using var bench = new FalBench();
        var still = bench.Still("F1", [1]);
        foreach (var order in (SegmentOrder[])[
            FalBench.Order(Shipped.Preset(Pair), [still]),
            FalBench.Order(Shipped.Preset(FalBench.Model), [still, still]),
            FalBench.Order(Shipped.Preset(FalBench.Model), [still], slot: 5),
            FalBench.Order(Shipped.Preset(FalBench.Model) with { Model = "no-model" }, [still])])
        {
            (await bench.Provider.PrepareAsync(order, default)).ShouldBeOfType<PrepareResult.Refused>().Failure.Billed.ShouldBe(Billed.No);
        }

        bench.Fal.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_prompt_arrives_character_for_character()
    {
        using var bench = new FalBench(new FalOptions { FrameTransfer = FalFrameTransfer.DataUri });
        var order = FalBench.Order(Shipped.Preset(FalBench.Model), [bench.Still("F1", [1])]);
        var ready = (await bench.Provider.PrepareAsync(order, default)).ShouldBeOfType<PrepareResult.Ready>();
        ready.Payload.ShouldContain("café, \\\"rain\\\" & <neon>");
        JsonNode.Parse(ready.Payload)!["prompt"]!.GetValue<string>().ShouldBe(order.Prompt);
    }

    [Fact]
    public async Task Text_needs_no_picture()
    {
        using var bench = new FalBench();
        (await bench.Provider.PrepareAsync(FalBench.Order(Shipped.Preset("fal-ai/veo3.1/fast"), []), default)).ShouldBeOfType<PrepareResult.Ready>();
    }

    private static async Task<JsonObject> Ready(FalBench bench, params VideoGen.Frames.FrameStill[] stills) =>
        JsonNode.Parse((await bench.Provider.PrepareAsync(Order(stills), default)).ShouldBeOfType<PrepareResult.Ready>().Payload)!.AsObject();

    private static async Task<ProviderFailure> Refused(FalBench bench, params VideoGen.Frames.FrameStill[] stills) =>
        (await bench.Provider.PrepareAsync(Order(stills), default)).ShouldBeOfType<PrepareResult.Refused>().Failure;

    private static SegmentOrder Order(VideoGen.Frames.FrameStill[] stills) =>
        FalBench.Order(Shipped.Preset(stills.Length == 2 ? Pair : FalBench.Model), [.. stills]);
}
