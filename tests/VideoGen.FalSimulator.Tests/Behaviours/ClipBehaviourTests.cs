using System.Net;
using System.Net.Http.Headers;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Tests.Behaviours;

public sealed class ClipBehaviourTests
{
    private static async Task<string> ClipAsync(SimulatorRig rig, string behaviours)
    {
        string id = await rig.CompleteAsync(behaviours);
        return (await rig.ResultAsync(id)).Body!["video"]!["url"]!.ToString();
    }

    [Fact]
    public async Task Clips_are_served_with_type_and_ranges()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string url = await ClipAsync(rig, "instant");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(4, 7);
        using HttpResponseMessage part = await rig.Http.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.Length.ShouldBe(10_000);
        part.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        (await part.Content.ReadAsStringAsync()).ShouldBe("ftyp");
    }

    [Theory]
    [InlineData("clip-html", 200, "text/html", null)]
    [InlineData("clip-empty", 200, "video/mp4", 0)]
    [InlineData("clip-truncated", 200, "video/mp4", 5000)]
    [InlineData("clip-gone", 404, "application/json", null)]
    [InlineData("clip-5xx", 503, "text/html", null)]
    [InlineData("clip-type=text/plain", 200, "text/plain", 10_000)]
    [InlineData("clip-redirect", 302, null, null)]
    [InlineData("clip-redirect-private", 302, null, null)]
    public async Task Garbage(string behaviour, int status, string? type, int? length)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await rig.Http.GetAsync(await ClipAsync(rig, behaviour));
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe(type);
        if (length is not null)
        {
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe(length.Value);
        }
    }

    [Theory]
    [InlineData("clip-wrong-length")]
    [InlineData("clip-cut")]
    public async Task Cut_bodies(string behaviour)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string url = await ClipAsync(rig, behaviour);
        await Should.ThrowAsync<HttpRequestException>(() => rig.Http.GetByteArrayAsync(url));
        if (behaviour == "clip-cut")
        {
            using var rest = new HttpRequestMessage(HttpMethod.Get, url);
            rest.Headers.Range = new RangeHeaderValue(5000, null);
            using HttpResponseMessage resumed = await rig.Http.SendAsync(rest);
            (await resumed.Content.ReadAsByteArrayAsync()).Length.ShouldBe(5000);
        }
    }

    [Fact]
    public async Task A_redirect_leads_to_the_bytes()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await rig.Http.GetAsync(await ClipAsync(rig, "clip-redirect"));
        (await rig.Http.GetByteArrayAsync(answer.Headers.Location)).Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task Ranges_can_be_ignored()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, await ClipAsync(rig, "clip-no-range"));
        request.Headers.Range = new RangeHeaderValue(4, 7);
        using HttpResponseMessage answer = await rig.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slow_bytes_follow_the_clock()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        Task<byte[]> read = rig.Http.GetByteArrayAsync(await ClipAsync(rig, "clip-slow=100"));
        DateTimeOffset start = rig.Clock.GetUtcNow();
        while (!read.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await read).Length.ShouldBe(10_000);
        (rig.Clock.GetUtcNow() - start).ShouldBeGreaterThan(TimeSpan.FromSeconds(89));
    }

    [Fact]
    public async Task A_key_sent_to_the_media_host_is_noted()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string url = await ClipAsync(rig, "instant");
        using (var clean = new HttpClient())
        {
            (await clean.GetByteArrayAsync(url)).Length.ShouldBe(10_000);
            rig.Truth.Events.ShouldNotContain(static entry => entry.Kind == TruthKind.KeyLeaked);
        }

        await rig.Http.GetByteArrayAsync(url);
        rig.Truth.Events.ShouldContain(static entry => entry.Kind == TruthKind.KeyLeaked);
    }
}
