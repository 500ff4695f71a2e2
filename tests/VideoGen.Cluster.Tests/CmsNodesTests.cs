using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Server;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>What belongs to the CMS is the same at every node: what people publish there, the clips it holds, and the records of what was made.</summary>
public sealed class CmsNodesTests(TwoServersWithCms nodes) : IClassFixture<TwoServersWithCms>
{
    private const string Templates = "videoGenPromptTemplates";
    private const string Configs = "videoGenProviderConfigs";

    // As the documentation says of payload.catalog_cache_seconds.
    private static readonly TimeSpan Cache = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_is_published_counts_at_every_node_for_plans_that_are_begun_the_time_of_the_cache_later()
    {
        using CmsAdmin admin = await nodes.Cms.SignInAsync();
        JsonNode before = await PlanAsync(nodes.A);
        string model = (string)before["model"]!;
        (await PlanAsync(nodes.B))["model"]!.GetValue<string>().ShouldBe(model);

        await admin.CreateAsync(Templates, new JsonObject { ["name"] = "of-two-nodes", ["template_text"] = "Seen by every node. {{description}}", ["model"] = model, ["version"] = 1000, ["_status"] = "published" });
        await EveryNodeAsync("the template", plan => ((string)plan["prompt"]!).StartsWith("Seen by every node.", StringComparison.Ordinal));

        JsonObject config = (await admin.ListAsync(Configs)).Single(d => (string?)d["provider"] == "fal-ai");
        JsonArray presets = config["model_presets"]!.DeepClone().AsArray();
        JsonNode price = presets.Single(p => (string?)p!["model"] == model)!["price"]!;
        price["usd_per_second"] = price["usd_per_second"]!.GetValue<decimal>() * 2;
        await admin.PatchAsync(Configs, config["id"]!, new JsonObject { ["model_presets"] = presets.DeepClone(), ["_status"] = "published" });
        decimal twice = before["estimated_cost_usd"]!.GetValue<decimal>() * 2;
        await EveryNodeAsync("the preset", plan => plan["estimated_cost_usd"]!.GetValue<decimal>() == twice);

        string another = model.Replace("/fast/", "/", StringComparison.Ordinal);
        another.ShouldNotBe(model);
        await admin.PatchAsync(Configs, config["id"]!, new JsonObject { ["default_pair_model"] = another, ["_status"] = "published" });
        await EveryNodeAsync("the provider config", plan => (string)plan["model"]! == another);
    }

    [Fact]
    public async Task A_clip_that_one_node_stored_in_the_CMS_is_handed_out_the_same_by_another()
    {
        (string id, JsonNode segment) = await DeliverAsync("stored");
        JsonNode there = Segment(await nodes.ReadAsync(nodes.B, $"v1/requests/{id}"));
        there.ToJsonString().ShouldBe(segment.ToJsonString());
        var clip = new Uri((string)there["video_url"]!);
        clip.GetLeftPart(UriPartial.Authority).ShouldBe(nodes.Cms.Address.GetLeftPart(UriPartial.Authority));

        using var folder = new TestFolder();
        string hash = (string)there["sha256"]!;
        (await nodes.ServerA.Agent.StoredClips.FetchAsync(clip, folder["a.mp4"], CancellationToken.None)).Sha256.ShouldBe(hash);
        (await nodes.ServerB.Agent.StoredClips.FetchAsync(clip, folder["b.mp4"], CancellationToken.None)).Sha256.ShouldBe(hash);
        byte[] whole = await File.ReadAllBytesAsync(folder["b.mp4"]);
        using (var part = new HttpRequestMessage(HttpMethod.Get, clip))
        {
            part.Headers.TryAddWithoutValidation("Authorization", "users API-Key " + CmsServer.Key);
            part.Headers.Range = new RangeHeaderValue(100, 299);
            using HttpResponseMessage given = await nodes.Http.SendAsync(part);
            given.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            (await given.Content.ReadAsByteArrayAsync()).ShouldBe(whole[100..300]);
        }

        foreach (string kind in (string[])["poster", "proxy"])
        {
            string path = $"v1/requests/{id}/segments/{there["segment_id"]}/{kind}";
            using HttpResponseMessage ofB = await ShownAsync(nodes.B, path), ofA = await ShownAsync(nodes.A, path);
            byte[] bytes = await ofB.Content.ReadAsByteArrayAsync();
            bytes.ShouldBe(await ofA.Content.ReadAsByteArrayAsync());
            EntityTagHeaderValue tag = ofB.Headers.ETag.ShouldNotBeNull();
            tag.ShouldBe(ofA.Headers.ETag);
            using HttpResponseMessage part = await nodes.SendAsync(HttpMethod.Get, new Uri(nodes.B, path), nodes.Token, h => h.Range = new RangeHeaderValue(10, 59));
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent, kind);
            (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[10..60]);
            using HttpResponseMessage known = await nodes.SendAsync(HttpMethod.Get, new Uri(nodes.A, path), nodes.Token, h => h.IfNoneMatch.Add(tag));
            known.StatusCode.ShouldBe(HttpStatusCode.NotModified, kind);
        }

        (await nodes.ReadAsync(nodes.B, $"board/requests/{id}")).ShouldContain($"/segments/{there["segment_id"]}/proxy");
    }

    [Fact]
    public async Task What_one_node_recorded_is_what_another_exports_and_what_the_CMS_holds()
    {
        (string id, JsonNode segment) = await DeliverAsync("recorded");
        string clip = (string)segment["video_url"]!;
        foreach (string format in (string[])["otio", "fcpxml", "edl", "csv"])
        {
            string exported = await nodes.ReadAsync(nodes.B, $"v1/export?request_id={id}&format={format}");
            exported.ShouldBe(await nodes.ReadAsync(nodes.A, $"v1/export?request_id={id}&format={format}"), format);
            exported.ShouldContain(Path.GetFileName(new Uri(clip).AbsolutePath), Case.Sensitive, format);
        }

        using CmsAdmin admin = await nodes.Cms.SignInAsync();
        JsonObject? job = null;
        await ThreeNodes.UntilAsync("the record of the job", async () =>
            (job = (await admin.ListAsync("videoGenJobs")).SingleOrDefault(d => (string?)d["request_id"] == id && (string?)d["status"] == "succeeded")) is not null);
        JsonObject record = (await admin.ListAsync("videoSegments")).Single(d => (string?)d["job_id"] == (string?)job!["job_id"]);
        ((string?)record["video_url"], (string?)record["sha256"]).ShouldBe((clip, (string?)segment["sha256"]));
        record["generated_by"]!.ToJsonString().ShouldBe(job!["id"]!.ToJsonString());
        await ThreeNodes.UntilAsync("nothing to wait at either node", async () =>
            await WaitingAsync(nodes.ServerA) == 0 && await WaitingAsync(nodes.ServerB) == 0);
    }

    // Ordered at A, which follows it; delivered into the CMS.
    private async Task<(string Id, JsonNode Segment)> DeliverAsync(string key)
    {
        string id = await nodes.OrderAsync(nodes.A, key, wait: 90);
        JsonNode? segment = null;
        await ThreeNodes.UntilAsync("the clip to be in the CMS", async () =>
            (string?)(segment = Segment(await nodes.ReadAsync(nodes.A, $"v1/requests/{id}?wait_seconds=10")))["media_status"] == "stored");
        return (id, segment!);
    }

    private static JsonNode Segment(string answer) => JsonNode.Parse(answer)!["video_segments"]!.AsArray().ShouldHaveSingleItem()!;

    private async Task<JsonNode> PlanAsync(Uri node)
    {
        using StringContent request = ThreeNodes.Order("of-two", 0);
        using HttpResponseMessage answer = await nodes.SendAsync(HttpMethod.Post, new Uri(node, "v1/plans"), nodes.Token, body: request);
        string text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!["segments"]!.AsArray().ShouldHaveSingleItem()!;
    }

    // However slow the machine is: the moment counts at which a plan is begun.
    private async Task EveryNodeAsync(string what, Func<JsonNode, bool> isSeen)
    {
        long published = Stopwatch.GetTimestamp();
        await Task.WhenAll(SeesAsync(nodes.A), SeesAsync(nodes.B));

        async Task SeesAsync(Uri node)
        {
            while (true)
            {
                bool mustSee = Stopwatch.GetElapsedTime(published) > Cache;
                if (isSeen(await PlanAsync(node)))
                {
                    return;
                }

                mustSee.ShouldBeFalse($"{node} plans without {what} that was published {Stopwatch.GetElapsedTime(published)} ago");
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    // Pictures of a clip are made behind its delivery.
    private async Task<HttpResponseMessage> ShownAsync(Uri node, string path)
    {
        HttpResponseMessage? given = null;
        await ThreeNodes.UntilAsync(path, async () =>
        {
            given?.Dispose();
            given = await nodes.SendAsync(HttpMethod.Get, new Uri(node, path), nodes.Token);
            return given.StatusCode is HttpStatusCode.OK;
        });
        return given!;
    }

    private static async Task<int> WaitingAsync(VideoGenServer node) => (await node.Agent.RecordDelivery.ReadBacklogAsync(CancellationToken.None)).Waiting;
}
