using System.Net;
using System.Text;
using VideoGen.Catalog;
using VideoGen.OpenRouter.Catalog;
using VideoGen.OpenRouter.Tests.Harness;
using VideoGen.Testing;

namespace VideoGen.OpenRouter.Tests;

public sealed class PresetRefreshTests
{
    private const string Catalogue = """
        {"data":[
          {"id":"alibaba/wan-2.7","supported_durations":[2,3,4,5,6,7,8,9,10],"supported_sizes":["1280x720"],"supported_frame_images":["first_frame","last_frame"],"pricing_skus":{"duration_seconds":"0.10"}},
          {"id":"google/veo-3.1-lite","supported_durations":[4,8],"supported_sizes":["1280x720"],"supported_frame_images":["first_frame"],"pricing_skus":{"duration_seconds_with_audio":"0.05","duration_seconds_without_audio_720p":"0.04","duration_seconds":"9"}},
          {"id":"new/model","supported_durations":[4,6],"supported_sizes":["1280x720"],"supported_frame_images":["first_frame"],"pricing_skus":{"cents_per_second_output_720p":17}},
          {"id":"new/by-token","supported_durations":[4],"supported_sizes":["1280x720"],"supported_frame_images":["first_frame"],"pricing_skus":{"video_tokens":"0.0000035"}},
          {"id":"new/without-pictures","supported_durations":[4],"supported_sizes":["1280x720"],"supported_frame_images":null,"pricing_skus":{"duration_seconds":1}},
          {"name":"no id"}, null, 7
        ],"more":1}
        """;

    private static readonly ProviderConfig Config = OpenRouterBench.Config with
    {
        ModelPresets = [.. new[] { "alibaba/wan-2.7", "google/veo-3.1-lite", "kwaivgi/kling-video-o1" }.Select(m => OpenRouterBench.Config.Find(m)!)],
    };

    [Fact]
    public async Task The_difference_is_proposed_and_what_is_the_same_is_not()
    {
        (var models, var problem) = await ReadAsync(200, Catalogue);

        problem.ShouldBeNull();
        var proposals = PresetRefresh.Compare(Config, models);

        proposals.Select(p => (p.Model, p.Change)).ShouldBe([("google/veo-3.1-lite", "changed"), ("kwaivgi/kling-video-o1", "gone"), ("new/model", "new")]);
        proposals[0].Lines.ShouldBe(["- seconds: 4, 6, 8", "+ seconds: 4, 8", "- price: $0.03 a second", "+ price: $0.04 a second", "- last frame: taken", "+ last frame: not taken"]);
        proposals[0].Preset!.Price.Of(4).ShouldBe(0.16m);
        proposals[1].Preset.ShouldBeNull();
        proposals[2].Preset!.Price.UsdPerSecond.ShouldBe(0.17m);
        proposals.Where(p => p.Preset is not null).SelectMany(p => PresetCheck.Check(p.Preset!, "")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(""" "supported_frame_images":["first_frame","last_frame"],"pricing_skus":{"usd_by_second":"0.10"} """, "! price: the catalogue names no price")]
    [InlineData(""" "supported_frame_images":["first_frame","last_frame"],"pricing_skus":{"duration_seconds_without_audio":"0","duration_seconds":"0.2"} """, "! price: the catalogue names no price")]
    [InlineData(""" "supported_frame_images":null,"pricing_skus":{"duration_seconds":"0.10"} """, "! first frame:")]
    [InlineData(""" "supported_frame_images":["last_frame"],"pricing_skus":{"duration_seconds":"0.10"} """, "! first frame:")]
    [InlineData(""" "supported_frame_images":["first_frame","last_frame"],"pricing_skus":{"duration_seconds":"0.10"}},{"id":"alibaba/wan-2.7","pricing_skus":{"duration_seconds":"0.9"} """, "! rows: the catalogue lists it 2 times")]
    public async Task What_the_catalogue_does_not_say_any_more_is_told_and_nothing_is_proposed_for_it(string row, string said)
    {
        (var models, _) = await ReadAsync(200, $$"""{"data":[{"id":"alibaba/wan-2.7","supported_durations":[2,3,4,5,6,7,8,9,10],"supported_sizes":["1280x720"],{{row}}}]}""");

        PresetProposal proposal = PresetRefresh.Compare(Config with { ModelPresets = [Config.ModelPresets[0]] }, models).ShouldHaveSingleItem();

        proposal.Lines.ShouldHaveSingleItem().ShouldStartWith(said);
        proposal.Preset.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_shown_of_a_catalogue_is_no_text_of_a_stranger()
    {
        (var models, _) = await ReadAsync(200, """{"data":[{"id":"alibaba/wan-2.7","supported_durations":[2,3,4,5,6,7,8,9,10],"supported_sizes":["\u001b]0;x\u0007","640x480","1x","x1"],"supported_frame_images":["first_frame","last_frame"],"pricing_skus":{"duration_seconds":"0.10"}}]}""");

        models.ShouldHaveSingleItem().Sizes.ShouldBe(["640x480"]);
    }

    [Theory]
    [InlineData(200, """{"models":[]}""", "another form")]
    [InlineData(200, "<html>", "another form")]
    [InlineData(200, """{"data":[]}""", "another form")]
    [InlineData(200, """{"data":{"alibaba/wan-2.7":{}}}""", "another form")]
    [InlineData(200, """{"data":[{"id":"alibaba/wan-2.7","supported_durations":"2-10","supported_frame_images":{},"pricing_skus":[0.1],"seed":1}]}""", "another form")]
    [InlineData(404, """{"error":{"message":"gone"}}""", "gone")]
    public async Task A_catalogue_that_cannot_be_read_is_a_sentence_with_a_way_out(int status, string body, string said)
    {
        (_, var problem) = await ReadAsync(status, body);

        problem!.Message.ShouldContain(said);
        problem.Remedy.ShouldNotBeNullOrWhiteSpace();
    }

    private static async Task<(System.Collections.Immutable.ImmutableArray<CatalogueModel> Models, VideoGen.Contract.Problem? Problem)> ReadAsync(int status, string body)
    {
        using var vendor = new ScriptedHandler(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        using var http = new HttpMessageInvoker(vendor);
        var read = await new OpenRouterCatalogue(new OpenRouterOptions { ReadAttempts = 1 }, http, TimeProvider.System).ReadAsync(CancellationToken.None);
        vendor.Asked.ShouldHaveSingleItem().Address.AbsoluteUri.ShouldBe("https://openrouter.ai/api/v1/videos/models");
        return read;
    }
}
