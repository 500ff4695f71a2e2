using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing.Catalog;

namespace VideoGen.Mcp.Tests;

public sealed class ResourceTests
{
    [Fact]
    public async Task A_request_and_its_segments_can_be_read()
    {
        await using Wire wire = await Wire.ConnectAsync();
        SynthesisAnswer made = await RenderAsync(wire);

        ReadResourceResult request = await wire.Client.ReadResourceAsync($"videogen://requests/{made.RequestId}");
        ReadResourceResult segment = await wire.Client.ReadResourceAsync($"videogen://segments/{made.RequestId}/SEGMENT_1");

        var text = (TextResourceContents)request.Contents.ShouldHaveSingleItem();
        text.MimeType.ShouldBe("application/json");
        JsonSerializer.Deserialize(text.Text, WireJson.Default.SynthesisAnswer)!.VideoSegments.Length.ShouldBe(2);
        var one = (TextResourceContents)segment.Contents.ShouldHaveSingleItem();
        one.Text.ShouldContain("\"video_url\": \"file:///clips/segment_1_1.mp4\"");
        request.CacheScope.ShouldBe(CacheScope.Private);
    }

    [Theory]
    [InlineData("videogen://requests/req_none")]
    [InlineData("videogen://segments/req_0001/SEGMENT_9")]
    [InlineData("videogen://segments/req_0001")]
    [InlineData("videogen://requests/")]
    [InlineData("videogen://requests/a/b")]
    [InlineData("videogen://requests/..%2F..%2Fetc")]
    [InlineData("file:///etc/passwd")]
    public async Task An_unknown_address_is_refused_by_name(string uri)
    {
        await using Wire wire = await Wire.ConnectAsync();
        await RenderAsync(wire);

        var error = await Should.ThrowAsync<McpProtocolException>(async () => await wire.Client.ReadResourceAsync(uri));

        error.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        error.Data["uri"]?.ToString().ShouldBe(uri);
    }

    [Fact]
    public async Task The_templates_are_listed()
    {
        await using Wire wire = await Wire.ConnectAsync();

        (await wire.Client.ListResourceTemplatesAsync()).Select(t => t.UriTemplate).ShouldBe(
            [
                "videogen://requests/{request_id}", "videogen://segments/{request_id}/{segment_id}", "videogen://history/{request_id}/{segment_id}", "videogen://templates/{template_id}", "videogen://report{?project_id,episode_id,since,by}", "videogen://export{?request_id,project_id,episode_id,format,rate}",
                "videogen://pictures/{plan_hash}/{frame_id}", "videogen://posters/{request_id}/{segment_id}", "videogen://proxies/{request_id}/{segment_id}",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Small_pictures_and_clips_come_as_bytes()
    {
        await using Wire wire = await Wire.ConnectAsync();

        var proxy = (BlobResourceContents)(await wire.Client.ReadResourceAsync("videogen://proxies/req_1/SEGMENT_1")).Contents.ShouldHaveSingleItem();
        var picture = (BlobResourceContents)(await wire.Client.ReadResourceAsync("videogen://pictures/hash/SCENE_1_SHOT_1")).Contents.ShouldHaveSingleItem();

        (proxy.MimeType, proxy.DecodedData.Length).ShouldBe(("video/mp4", 3));
        (picture.MimeType, picture.DecodedData.Length).ShouldBe(("image/jpeg", 2));
        await Should.ThrowAsync<McpProtocolException>(async () => await wire.Client.ReadResourceAsync("videogen://posters/req_1/SEGMENT_1"));
    }

    [Fact]
    public async Task Requests_and_templates_are_listed_and_can_be_read()
    {
        await using Wire wire = await Wire.ConnectAsync();
        SynthesisAnswer made = await RenderAsync(wire);

        string[] listed = [.. (await wire.Client.ListResourcesAsync()).Select(r => r.Uri).Where(uri => !uri.StartsWith("ui:", StringComparison.Ordinal))];

        listed[..2].ShouldBe(["videogen://models", $"videogen://requests/{made.RequestId}"]);
        foreach (string uri in listed)
        {
            var text = (TextResourceContents)(await wire.Client.ReadResourceAsync(uri)).Contents.ShouldHaveSingleItem();
            JsonDocument.Parse(text.Text).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        }

        listed.ShouldContain(uri => uri.StartsWith("videogen://templates/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_model_can_be_learnt_with_its_lengths_and_prices_before_one_is_chosen()
    {
        CatalogSnapshot catalog = ShippedCatalog.Read();
        ModelList list = ModelCatalog.Of(catalog);

        list.Providers.Select(p => p.Provider).ShouldBe(catalog.Providers.Select(p => p.Provider));
        list.Providers.SelectMany(p => p.Models).Select(m => m.Model).ShouldBe(catalog.Providers.SelectMany(p => p.ModelPresets).Select(m => m.Model));
        foreach (ProviderModels provider in list.Providers)
        {
            provider.Models.ShouldAllBe(m => m.Stills.Length > 0 && m.Lengths.Length > 0 && m.Lengths.All(l => l.Usd == catalog.Provider(provider.Provider)!.Find(m.Model)!.Price.Of(l.Seconds)));
            provider.Models.Select(m => m.Model).ShouldContain(provider.DefaultForTwoStills);
        }

        await using Wire wire = await Wire.ConnectAsync();
        var told = (TextResourceContents)(await wire.Client.ReadResourceAsync("videogen://models")).Contents.ShouldHaveSingleItem();
        JsonSerializer.Deserialize(told.Text, WireJson.Default.ModelList)!.Providers.ShouldHaveSingleItem().Provider.ShouldBe(MemoryCatalog.Provider);
    }

    [Fact]
    public async Task A_request_that_goes_on_is_not_to_be_kept_and_a_finished_one_for_a_while()
    {
        await using Wire wire = await Wire.ConnectAsync(revision: "2026-07-28");
        SynthesisAnswer pending = (await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2, waitSeconds: 0))).Value(WireJson.Default.SynthesisAnswer);
        SynthesisAnswer finished = await RenderAsync(wire);

        (await wire.Client.ReadResourceAsync($"videogen://requests/{pending.RequestId}")).TimeToLive.ShouldBe(TimeSpan.Zero);
        (await wire.Client.ReadResourceAsync($"videogen://requests/{finished.RequestId}")).TimeToLive.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("videogen://requests/{request_id}", "request_id", "req_", "req_0001")]
    [InlineData("videogen://requests/{request_id}", "request_id", "x", "")]
    [InlineData("videogen://segments/{request_id}/{segment_id}", "request_id", "", "req_0001")]
    [InlineData("videogen://segments/{request_id}/{segment_id}", "segment_id", "SEG", "SEGMENT_1,SEGMENT_2")]
    [InlineData("videogen://templates/{template_id}", "template_id", "nothing", "")]
    [InlineData("videogen://report{?project_id,episode_id,since,by}", "by", "", "model,template,day,provider")]
    [InlineData("videogen://report{?project_id,episode_id,since,by}", "by", "t", "template")]
    [InlineData("videogen://report{?project_id,episode_id,since,by}", "since", "", "")]
    [InlineData("test://other/{id}", "id", "", "")]
    public async Task Ids_are_proposed(string template, string argument, string begun, string proposed)
    {
        await using Wire wire = await Wire.ConnectAsync();
        await RenderAsync(wire);

        CompleteResult result = await wire.Client.CompleteAsync(new CompleteRequestParams
        {
            Ref = new ResourceTemplateReference { Uri = template },
            Argument = new() { Name = argument, Value = begun },
            Context = new() { Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["request_id"] = "req_0001" } },
        });

        string.Join(',', result.Completion.Values).ShouldBe(proposed);
    }

    [Fact]
    public async Task The_prompt_walks_from_storyboard_to_clips_within_the_budget()
    {
        await using Wire wire = await Wire.ConnectAsync();

        GetPromptResult free = await wire.Client.GetPromptAsync("storyboard_to_clips");
        GetPromptResult paid = await wire.Client.GetPromptAsync(
            "storyboard_to_clips", new Dictionary<string, object?> { ["storyboard"] = "{\"frames\": \"{{x}}\"}", ["budget_usd"] = "5" });

        Text(free).ShouldContain("Nothing may be spent until I name a budget.");
        Text(free).ShouldContain("Ask me for the storyboard");
        Text(paid).ShouldContain("My budget is 5 US dollars");
        Text(paid).ShouldEndWith("Storyboard:\n{\"frames\": \"{{x}}\"}");

        static string Text(GetPromptResult prompt) => ((TextContentBlock)prompt.Messages.ShouldHaveSingleItem().Content).Text;
    }

    private static async Task<SynthesisAnswer> RenderAsync(Wire wire) =>
        (await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(4))).Value(WireJson.Default.SynthesisAnswer);
}
