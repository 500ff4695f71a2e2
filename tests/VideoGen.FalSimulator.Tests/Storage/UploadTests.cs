using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Storage;

public sealed class UploadTests
{
    private static readonly byte[] Bytes = TestPicture.Png(64, 36);

    [Fact]
    public async Task Initiate_then_put_without_the_key()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonNode places = await InitiateAsync(rig, "initiate");
        using var bare = new HttpClient();
        using HttpResponseMessage early = await bare.GetAsync(places["file_url"]!.ToString());
        ((int)early.StatusCode).ShouldBe(404);
        using HttpResponseMessage put = await bare.PutAsync(places["upload_url"]!.ToString(), new ByteArrayContent(Bytes));
        put.IsSuccessStatusCode.ShouldBeTrue();
        using HttpResponseMessage served = await bare.GetAsync(places["file_url"]!.ToString());
        served.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await served.Content.ReadAsByteArrayAsync()).ShouldBe(Bytes);
        using HttpResponseMessage forged = await bare.PutAsync(places["upload_url"]!.ToString().Split('?')[0], new ByteArrayContent(Bytes));
        ((int)forged.StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task In_parts()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonNode places = await InitiateAsync(rig, "initiate-multipart");
        var address = new Uri(places["upload_url"]!.ToString());
        using var bare = new HttpClient();
        var parts = new JsonArray();
        foreach ((int number, byte[] piece) in new[] { (1, Bytes[..50]), (2, Bytes[50..]) })
        {
            using HttpResponseMessage put = await bare.PutAsync($"{address.GetLeftPart(UriPartial.Path)}/{number}{address.Query}", new ByteArrayContent(piece));
            JsonNode part = JsonNode.Parse(await put.Content.ReadAsStringAsync())!;
            put.Headers.ETag!.Tag.ShouldBe(part["etag"]!.ToString());
            parts.Add(new JsonObject { ["partNumber"] = part["partNumber"]!.DeepClone(), ["etag"] = part["etag"]!.DeepClone() });
        }

        string complete = $"{address.GetLeftPart(UriPartial.Path)}/complete{address.Query}";
        using HttpResponseMessage missing = await bare.PostAsync(complete, new StringContent("""{"parts":[{"partNumber":3,"etag":"x"}]}"""));
        ((int)missing.StatusCode).ShouldBe(400);
        using HttpResponseMessage done = await bare.PostAsync(complete, new StringContent(new JsonObject { ["parts"] = parts }.ToJsonString()));
        done.IsSuccessStatusCode.ShouldBeTrue();
        (await bare.GetByteArrayAsync(places["file_url"]!.ToString())).ShouldBe(Bytes);
    }

    [Fact]
    public async Task By_token_as_the_python_client_does()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage granted = await rig.PostAsync("rest/storage/auth/token?storage_type=fal-cdn-v3", new JsonObject());
        JsonNode token = JsonNode.Parse(await granted.Content.ReadAsStringAsync())!;
        using var bare = new HttpClient();
        bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(token["token_type"]!.ToString(), token["token"]!.ToString());
        bare.DefaultRequestHeaders.Add("X-Fal-File-Name", "frame.png");
        using var content = new ByteArrayContent(Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using HttpResponseMessage sent = await bare.PostAsync($"{token["base_url"]}/files/upload", content);
        string url = JsonNode.Parse(await sent.Content.ReadAsStringAsync())!["access_url"]!.ToString();
        (await bare.GetByteArrayAsync(url)).ShouldBe(Bytes);

        using HttpResponseMessage opened = await bare.PostAsync($"{token["base_url"]}/files/upload/multipart", content: null);
        JsonNode multipart = JsonNode.Parse(await opened.Content.ReadAsStringAsync())!;
        string parts = $"{multipart["access_url"]}/multipart/{multipart["uploadId"]}";
        using HttpResponseMessage part = await bare.PutAsync($"{parts}/1", new ByteArrayContent(Bytes));
        using HttpResponseMessage done = await bare.PostAsync(
            $"{parts}/complete", new StringContent($$"""{"parts":[{"partNumber":1,"etag":{{part.Headers.ETag!.Tag}}}]}"""));
        done.IsSuccessStatusCode.ShouldBeTrue();
        (await bare.GetByteArrayAsync(multipart["access_url"]!.ToString())).ShouldBe(Bytes);
    }

    [Fact]
    public async Task The_rest_host_wants_the_key()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Http.DefaultRequestHeaders.Authorization = null;
        using HttpResponseMessage answer = await rig.PostAsync("rest/storage/upload/initiate", new JsonObject());
        ((int)answer.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task An_uploaded_picture_is_read_by_the_model()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonNode places = await InitiateAsync(rig, "initiate");
        using var bare = new HttpClient();
        (await bare.PutAsync(places["upload_url"]!.ToString(), new ByteArrayContent(Bytes))).Dispose();
        JsonObject input = SimulatorRig.Input();
        input["image_url"] = places["file_url"]!.ToString();
        string id = await rig.CompleteAsync(input: input);
        rig.Truth.Job(id)!.State.ShouldBe("succeeded");
        (await File.ReadAllBytesAsync(rig.Renderer.Orders.Single().Pictures.Single())).ShouldBe(Bytes);
    }

    private static async Task<JsonNode> InitiateAsync(SimulatorRig rig, string kind)
    {
        using HttpResponseMessage answer = await rig.PostAsync(
            $"rest/storage/upload/{kind}?storage_type=fal-cdn-v3", new JsonObject { ["content_type"] = "image/png", ["file_name"] = "frame 1.png" });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
