using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VideoGen.Animatic.Stills;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Lint;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Lint;

/// <summary>What the lint finds on pictures that ffmpeg drew, and that it finds nothing on good ones.</summary>
public sealed class PictureLintTests : IDisposable
{
    private const string Fractal = "mandelbrot=size=1280x720:start_scale=0.3";
    private readonly Studio _studio = new();

    [Theory]
    [InlineData(Fractal)]
    [InlineData("testsrc2=size=1280x720")]
    [InlineData("gradients=size=1280x720:c0=black:c1=0x404060:x0=0:y0=0:x1=0:y1=719:seed=1")]
    [InlineData("color=black:size=1280x720")]
    [InlineData("color=0x101418:size=1280x720,drawbox=x=500:y=200:w=200:h=300:color=white:t=fill")]
    public async Task Pictures_without_bars_are_left_alone(string source) => (await Of(_studio.Draw("a.png", source))).ShouldBeEmpty();

    [Theory]
    [InlineData("pad=1280:720:0:92", "crop=1280:536", "at top and bottom, 2")]
    [InlineData("pad=1280:720:160:0", "crop=960:720", "at both sides, 2")]
    public async Task Bars_are_found(string pad, string crop, string said)
    {
        foreach (string name in new[] { "a.png", "a.jpg", "a.webp" })
        {
            LintFinding found = (await Of(_studio.Draw(name, "testsrc2=size=1280x720", "-vf", $"{crop},{pad}"))).ShouldHaveSingleItem(name);
            (found.Rule, found.Pointer).ShouldBe(("picture-letterboxed", "/generated_frames/0"));
            found.Message.ShouldContain(said);
        }
    }

    [Fact]
    public async Task The_same_picture_twice_is_found_by_bytes_and_by_sight()
    {
        string png = _studio.Draw("a.png", Fractal);
        string jpeg = _studio.Draw("a.jpg", Fractal, "-q:v", "4");

        (await Of(png, png)).ShouldHaveSingleItem().Message.ShouldBe("'SCENE_1_SHOT_1' and 'SCENE_1_SHOT_2' have the same picture.");
        (await Of(png, jpeg)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Rule.ShouldBe("pictures-alike"), f => f.Pointer.ShouldBe("/generated_frames/1"));
    }

    [Fact]
    public async Task A_small_thing_that_moves_is_a_difference()
    {
        const string sea = "gradients=size=1280x720:c0=0x203040:c1=0x90a0b0:x0=0:y0=0:x1=0:y1=719:seed=1";
        string here = _studio.Draw("a.png", $"{sea},drawbox=x=100:y=300:w=60:h=40:color=white:t=fill");
        string there = _studio.Draw("b.png", $"{sea},drawbox=x=900:y=300:w=60:h=40:color=white:t=fill");

        (await Of(here, there)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_places_are_far_apart_where_money_is_paid()
    {
        string night = _studio.Draw("a.png", "gradients=size=1280x720:c0=0x000010:c1=0x203050:x0=0:y0=0:x1=1279:y1=719:seed=1");
        string day = _studio.Draw("b.png", "gradients=size=1280x720:c0=0xf0e0c0:c1=0xd0b060:x0=0:y0=719:x1=1279:y1=0:seed=1");

        (await Of([night, day], Presets.Selling(Presets.Seconds(4)))).Select(f => f.Rule).ShouldBe(["pictures-far-apart"]);
        (await Of(night, day)).ShouldBeEmpty("the animatic dissolves");
    }

    [Fact]
    public async Task A_push_in_is_near()
    {
        string wide = _studio.Draw("a.png", "testsrc2=size=1280x720");
        string close = _studio.Draw("b.png", "testsrc2=size=1280x720", "-vf", "crop=960:540,scale=1280:720");

        (await Of([wide, close], Presets.Selling(Presets.Seconds(4)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_odd_shape_and_the_small_one_are_named()
    {
        string usual = _studio.Draw("a.png", Fractal);
        string odd = _studio.Draw("b.png", "mandelbrot=size=720x720:start_scale=0.2");
        string small = _studio.Draw("c.png", "mandelbrot=size=640x360:start_scale=0.1");

        ImmutableArray<LintFinding> found = await Of(usual, odd, small, _studio.Draw("d.png", "testsrc2=size=1280x720"));

        found.Select(f => (f.Rule, f.Pointer)).ShouldBe([("picture-shapes-mixed", "/generated_frames/1"), ("picture-small", "/generated_frames/2")]);
        found[1].Message.ShouldBe("The still of 'SCENE_1_SHOT_3' is 640x360, the clip 1280x720.");
    }

    [Theory]
    [InlineData("lighthouse", 0)]
    [InlineData("night-train", 1)]
    [InlineData("garden-year", 2)]
    public async Task Of_the_samples_only_the_stills_of_another_shape_are_found(string sample, int others)
    {
        string[] pictures = [.. Directory.GetFiles(Path.Combine(GoldenFile.Repository, "samples", sample, "frames")).Where(f => !f.EndsWith(".svg", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        (await Of(pictures)).Where(f => f.Rule.StartsWith("picture", StringComparison.Ordinal)).Select(f => f.Rule).ShouldBe(Enumerable.Repeat("picture-shapes-mixed", others));
    }

    public void Dispose() => _studio.Dispose();

    private static Task<ImmutableArray<LintFinding>> Of(params string[] pictures) => Of([.. pictures], Presets.Shipped("animatic"));

    private static async Task<ImmutableArray<LintFinding>> Of(ImmutableArray<string> pictures, ProviderConfig provider)
    {
        JsonObject request = RequestJson.Of([.. pictures.Select((_, i) => (1, i + 1))]);
        foreach (JsonNode? entry in request["storyboard_frames"]!.AsArray())
        {
            entry!["duration_seconds"] = 2;
        }

        Storyboard storyboard = RequestJson.Good(request);
        ImmutableArray<ImmutableArray<SegmentPlan>> requests = Planner.Plan(storyboard, provider, ShippedCatalog.Read()) switch
        {
            PlanResult.Planned planned => [planned.Segments],
            PlanResult.Refused refused => refused.Batches,
            _ => throw new System.Diagnostics.UnreachableException("A plan is made or refused."),
        };
        var read = ImmutableDictionary.CreateBuilder<string, BoardPicture>();
        foreach ((int i, string path) in pictures.Index())
        {
            byte[] bytes = await File.ReadAllBytesAsync(path);
            PictureFacts facts = PictureReader.Read(bytes, long.MaxValue).ShouldBeOfType<PictureReading.Good>().Facts;
            PictureSample? sample = await new StillSampler(Studio.Program, long.MaxValue).SampleAsync(bytes, CancellationToken.None);
            read.Add(RequestJson.Id(1, i + 1), new BoardPicture(Convert.ToHexStringLower(SHA256.HashData(bytes)), facts, sample.ShouldNotBeNull()));
        }

        return [.. new StoryboardLint(camera: null)
            .Run(new LintBoard(requests, storyboard.Settings.MaxRuntimeSeconds) { Pictures = read.ToImmutable() }, ["near-overflow", "description-repeated", "slot-waste"])];
    }
}
