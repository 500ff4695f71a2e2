using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Models;

public sealed class InputCheckTests
{
    private const string Veo = "fal-ai/veo3.1/fast/image-to-video";

    [Theory]
    [InlineData(Veo, """{"prompt":"x","image_url":"u"}""", "")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","duration":"4s","resolution":"4k","seed":7,"generate_audio":false}""", "")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","motion_strength":0.5}""", "")]
    [InlineData(Veo, """{}""", "image_url:missing prompt:missing")]
    [InlineData(Veo, """{"prompt":null,"image_url":"u"}""", "prompt:missing")]
    [InlineData(Veo, """{"prompt":1,"image_url":"u"}""", "prompt:string_type")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","duration":"5s"}""", "duration:one_of")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","duration":4}""", "duration:one_of")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","generate_audio":"no"}""", "generate_audio:bool_type")]
    [InlineData(Veo, """{"prompt":"x","image_url":"u","seed":1.5}""", "seed:int_type")]
    [InlineData(Veo, """[]""", ":dict_type")]
    [InlineData("fal-ai/veo3.1/lite/first-last-frame-to-video", """{"prompt":"x","first_frame_url":"u","last_frame_url":"v","duration":"5s"}""", "")]
    [InlineData("fal-ai/veo3.1/fast/first-last-frame-to-video", """{"prompt":"x","first_frame_url":"u"}""", "last_frame_url:missing")]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", """{"prompt":"x","image_url":"u","tail_image_url":"v","duration":"5","cfg_scale":1.5}""", "cfg_scale:less_than_equal")]
    [InlineData("fal-ai/kling-video/v2.6/pro/image-to-video", """{"prompt":"x","start_image_url":"u","voice_ids":["a","b","c"]}""", "voice_ids:sequence_too_long")]
    [InlineData("fal-ai/ltx-2.3/image-to-video", """{"prompt":"x","image_url":"u","duration":"6"}""", "duration:one_of")]
    [InlineData("fal-ai/ltx-2.3/image-to-video", """{"prompt":"x","image_url":"u","duration":6,"fps":24}""", "")]
    [InlineData("fal-ai/wan/v2.7/image-to-video", """{"duration":1}""", "duration:greater_than_equal")]
    [InlineData("fal-ai/wan/v2.7/image-to-video", """{"duration":"5"}""", "duration:int_type")]
    [InlineData("fal-ai/wan-flf2v", """{"prompt":"x","start_image_url":"u","end_image_url":"v","num_frames":80}""", "num_frames:greater_than_equal")]
    [InlineData("fal-ai/minimax/hailuo-02/standard/image-to-video", """{"prompt":"x","image_url":"u","resolution":"768p"}""", "resolution:one_of")]
    [InlineData("fal-ai/pika/v2.2/pikaframes", """{"image_urls":["u"]}""", "image_urls:sequence_too_short")]
    [InlineData("fal-ai/pika/v2.2/pikaframes", """{"image_urls":["u",2]}""", "image_urls:string_type")]
    public void Documented_schemas(string model, string input, string errors) => Errors(new FalSimulatorOptions(), model, input).ShouldBe(errors);

    [Fact]
    public void Length_limits_count_characters_or_bytes()
    {
        Errors(new FalSimulatorOptions(), "fal-ai/wan-25-preview/image-to-video", $$"""{"prompt":"{{new string('ü', 1500)}}","image_url":"u"}""").ShouldBe("");
        Errors(new FalSimulatorOptions(), "fal-ai/wan-25-preview/image-to-video", $$"""{"prompt":"{{new string('ü', 1501)}}","image_url":"u"}""").ShouldBe("prompt:string_too_long");
        Errors(new FalSimulatorOptions(), "fal-ai/pixverse/v5/image-to-video", $$"""{"prompt":"{{new string('ü', 1025)}}","image_url":"u"}""").ShouldBe("prompt:string_too_long");
    }

    [Fact]
    public void Unknown_fields_are_refused_on_demand() =>
        Errors(new FalSimulatorOptions { RefuseUnknownFields = true }, Veo, """{"prompt":"x","image_url":"u","motion_strength":0.5}""").ShouldBe("motion_strength:extra_forbidden");

    [Fact]
    public void The_type_of_a_wrong_value_is_configurable() =>
        Errors(new FalSimulatorOptions { WrongValueErrorType = "literal_error" }, Veo, """{"prompt":"x","image_url":"u","duration":"5s"}""").ShouldBe("duration:literal_error");

    [Fact]
    public async Task An_invalid_input_completes_and_the_result_is_422()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonObject input = SimulatorRig.Input();
        input["duration"] = "5";
        string id = await rig.CompleteAsync(input: input);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("COMPLETED");
        var result = await rig.ResultAsync(id);
        result.Status.ShouldBe(422);
        JsonNode detail = result.Body!["detail"]![0]!;
        detail["loc"]!.ToJsonString().ShouldBe("""["body","duration"]""");
        detail["ctx"]!["expected"]!.ToJsonString().ShouldBe("""["4s","6s","8s"]""");
        detail["input"]!.ToString().ShouldBe("5");
        rig.Truth.BilledUsd.ShouldBe(0);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"prompt":"x","prompt":"y"}""")]
    [InlineData("[1]")]
    public async Task What_is_no_object_completes_with_422_too(string body)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage submitted = await rig.Http.PostAsync($"queue/{SimulatorRig.Model}", new StringContent(body));
        submitted.IsSuccessStatusCode.ShouldBeTrue();
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        rig.Truth.Jobs.Single().ResultStatus.ShouldBe(422);
    }

    [Fact]
    public async Task Refused_input_can_be_billed()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { BillRefusedInput = true });
        JsonObject input = SimulatorRig.Input();
        input["image_url"] = "data:image/png;base64,AAAA";
        await rig.CompleteAsync(input: input);
        rig.Truth.BilledUsd.ShouldBe(0.4m);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/x.png", "file_download_error")]
    [InlineData("ftp://example.com/x.png", "file_download_error")]
    [InlineData("data:image/png;base64,????", "image_load_error")]
    [InlineData("data:text/plain;base64,aGVsbG8=", "image_load_error")]
    public async Task Pictures_are_really_read(string address, string type)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonObject input = SimulatorRig.Input();
        input["image_url"] = address;
        string id = await rig.CompleteAsync(input: input);
        (await rig.ResultAsync(id)).Body!["detail"]![0]!["type"]!.ToString().ShouldBe(type);
    }

    [Theory]
    [InlineData(200, 720, "image_too_small")]
    [InlineData(1000, 300, "value_error")]
    public async Task Picture_limits_of_a_model(int width, int height, string type)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        const string Kling = "fal-ai/kling-video/v2.6/pro/image-to-video";
        var input = new JsonObject { ["prompt"] = "x", ["start_image_url"] = TestPicture.DataUri(width, height) };
        JsonObject submitted = await rig.SubmitAsync(model: Kling, input: input);
        await rig.AdvanceAsync(5);
        await rig.AdvanceAsync(4);
        var result = await rig.GetAsync(submitted["response_url"]!.ToString());
        result.Body!["detail"]![0]!["type"]!.ToString().ShouldBe(type);
    }

    private static string Errors(FalSimulatorOptions options, string model, string input) =>
        string.Join(' ', new InputCheck(options).Errors(ModelCatalog.Shared.Find(model)!, JsonNode.Parse(input))
            .Select(static error => $"{string.Join('.', error.Location.Skip(1))}:{error.Type}"));
}
