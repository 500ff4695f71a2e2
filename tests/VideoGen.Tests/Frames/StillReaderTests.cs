using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Tests.Frames;

/// <summary>A bad picture is a named problem, and leaves nothing behind.</summary>
public sealed class StillReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ModelPreset _preset = Presets.Selling(Presets.Seconds(4)).ModelPresets[0];

    [Fact]
    public async Task Read_GoodPictures_AreKeptOnceByContent()
    {
        string file = _folder.Write("a.png", PictureBytes.Png(320, 180));
        var (stills, problems, _) = await ReadAsync([Frame("a", new FrameImage.LocalFile(file)), Frame("b", new FrameImage.LocalFile(file))]);
        problems.ShouldBeEmpty();
        stills.Select(s => (s.FrameId, s.MediaType, s.Width, s.Height)).ShouldBe([("a", "image/png", 320, 180), ("b", "image/png", 320, 180)]);
        stills[0].LocalPath.ShouldBe(stills[1].LocalPath);
        File.ReadAllBytes(stills[0].LocalPath).ShouldBe(File.ReadAllBytes(file));
    }

    public static TheoryData<string, byte[]?, string> BadPictures => new()
    {
        { "1x1", PictureBytes.Png(1, 1), "image_too_small" },
        { "30000x30000", PictureBytes.Png(30_000, 30_000), "image_too_large" },
        { "cut short", PictureBytes.Png(320, 180)[..^10], "image_unreadable" },
        { "too many bytes", [.. PictureBytes.Png(320, 180), .. new byte[200_000]], "image_too_large" },
        { "web page", "<!doctype html><title>Sign in</title>"u8.ToArray(), "image_format_unknown" },
        { "empty", [], "image_format_unknown" },
        { "missing", null, "image_unreadable" },
    };

    [Theory]
    [MemberData(nameof(BadPictures))]
    public async Task Read_BadPicture_IsRefusedAndNothingIsKept(string name, byte[]? bytes, string code)
    {
        var good = new FrameImage.Inline(PictureBytes.Jpeg(640, 360), "sha");
        FrameImage[] bad = bytes is null
            ? [new FrameImage.LocalFile(_folder[name])]
            : [new FrameImage.LocalFile(_folder.Write(name, bytes)), new FrameImage.Inline(bytes, "sha"), new FrameImage.Web(new Uri("https://stills.example.com/x"))];
        foreach (FrameImage image in bad)
        {
            var (stills, problems, _) = await ReadAsync([Frame("good", good), Frame("bad", image)], bytes);
            problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                p => p.Code.ShouldBe(image is FrameImage.LocalFile && bytes is [] ? "image_unreadable" : code), p => p.Pointer.ShouldBe("/generated_frames/bad"), p => p.Message.ShouldContain("'bad'"), p => p.Remedy.ShouldNotBeEmpty());
            stills.ShouldBeEmpty();
            Directory.Exists(_folder["kept"]).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Read_StillOnAHostOfOurOwn_IsMarkedAsPrivate()
    {
        var own = new OwnHost([new Uri("https://stills.example.com")], new AuthenticationHeaderValue("users", "API-Key 123"));
        using var fetcher = new PictureFetcher(new PictureLimits(), new ManualTime(), new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(PictureBytes.Png(320, 180)) }), own);
        var (stills, _, _) = (await new StillReader(fetcher, new PictureStore(_folder["kept"]), new PictureLimits()).ReadAsync(
            [new([Frame("own", new FrameImage.Web(new Uri("https://stills.example.com/x"))), Frame("other", new FrameImage.Web(new Uri("https://others.example.com/x")))], _preset, 0)], default))[0];
        stills.Select(s => s.IsPrivate).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Read_Folder_SaysSo() =>
        (await ReadAsync([Frame("bad", new FrameImage.LocalFile(_folder.Path))])).Problems.ShouldHaveSingleItem().Message.ShouldContain("is a folder");

    [Fact]
    public async Task Read_FileWithoutEnd_IsNotRead() =>
        (await ReadAsync([Frame("bad", new FrameImage.LocalFile("/dev/zero"))])).Problems.ShouldHaveSingleItem().Message.ShouldContain("no regular file");

    [Fact]
    public async Task Read_PipeThatNobodyWritesTo_IsNotWaitedFor()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var made = System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        foreach (string name in new[] { "pipe", "link" })
        {
            (await ReadAsync([Frame("bad", new FrameImage.LocalFile(_folder[name]))])).Problems.ShouldHaveSingleItem().Message.ShouldContain("no regular file");
        }
    }

    [Fact]
    public async Task Read_StoreThatCannotBeWritten_IsAProblem()
    {
        _folder.Write("kept", [1]);
        var (stills, problems, _) = await ReadAsync([Frame("a", new FrameImage.Inline(PictureBytes.Png(320, 180), "sha"))]);
        problems.ShouldHaveSingleItem().Code.ShouldBe("store_unwritable");
        stills.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320, 180, null)]
    [InlineData(400, 100, "image_shape_refused")]
    [InlineData(100, 100, "image_shape_refused")]
    [InlineData(1_100, 600, "image_too_large")]
    [InlineData(160, 90, "image_too_small")]
    public async Task Read_ModelsOwnLimits_AreKept(ushort width, ushort height, string? code)
    {
        ModelPreset strict = _preset with { Image = new PresetImageLimits { MinSide = 100, MaxSide = 1_000, MinRatio = 1.5m, MaxRatio = 2 } };
        var reader = new StillReader(Fetcher([]), new PictureStore(_folder["kept"]), new PictureLimits());
        var (_, problems, _) = (await reader.ReadAsync([new([Frame("a", new FrameImage.Inline(PictureBytes.Jpeg(width, height), "sha"))], strict, 0)], default))[0];
        problems.Select(p => p.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_SegmentsOfARequest_AreKeptTogetherOrNotAtAll(bool isGood)
    {
        var reader = new StillReader(Fetcher([]), new PictureStore(_folder["kept"]), new PictureLimits());
        SegmentStills Segment(string frame, byte[] picture) => new([Frame(frame, new FrameImage.Inline(picture, "sha"))], _preset, 0);

        ImmutableArray<StillReading> read = await reader.ReadAsync(
            [Segment("a", PictureBytes.Jpeg(640, 360)), Segment("b", isGood ? PictureBytes.Jpeg(641, 360) : []), Segment("c", PictureBytes.Jpeg(642, 360))], default);

        read.Select(r => r.Problems.Length).ShouldBe([0, isGood ? 0 : 1, 0]);
        read.SelectMany(r => r.Stills).Select(s => (s.FrameId, s.Width)).ShouldBe(isGood ? [("a", 640), ("b", 641), ("c", 642)] : []);
        _folder.Files.Count().ShouldBe(isGood ? 3 : 0);
    }

    [Fact]
    public async Task Read_PictureWithAFilmBehindIt_IsThePictureAndSaysSo()
    {
        byte[] jpeg = PictureBytes.Jpeg(640, 360);
        var (stills, problems, warnings) = await ReadAsync([Frame("a", new FrameImage.Inline((byte[])[.. jpeg, 0, 0, 0, 24, .. "ftypmp42"u8], "sha"))]);
        problems.ShouldBeEmpty();
        File.ReadAllBytes(stills.ShouldHaveSingleItem().LocalPath).ShouldBe(jpeg);
        stills[0].FileSize.ShouldBe(jpeg.Length);
        warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Code.ShouldBe("image_changed"), w => w.Pointer.ShouldBe("/generated_frames/a"), w => w.Message.ShouldContain("behind its end"));
    }

    [Theory]
    [InlineData("1280x720", "1920x1080", 0.4, "")]
    [InlineData("1344x768", "1280x720", 0.4, "")]
    [InlineData("1024x576", "1280x720", 0.4, "image_smaller_than_clip")]
    [InlineData("720x1280", "720x1280", 0.4, "image_shape_differs image_shape_differs")]
    [InlineData("1280x720", "1024x1024", 0.4, "image_shape_differs image_shapes_unequal")]
    [InlineData("1024x1024", "720x1280", 0.4, "image_shape_differs image_shape_differs image_shapes_unequal")]
    [InlineData("1024x1024", "720x1280", 0, "")]
    public async Task Read_ShapesThatCostMoney_AreToldWithThePrice(string first, string last, double cost, string codes)
    {
        FrameImage Image(string size) => new FrameImage.Inline(PictureBytes.Jpeg(ushort.Parse(size.Split('x')[0], CultureInfo.InvariantCulture), ushort.Parse(size.Split('x')[1], CultureInfo.InvariantCulture)), "sha");
        var reader = new StillReader(Fetcher([]), new PictureStore(_folder["kept"]), new PictureLimits());
        var (_, problems, warnings) = (await reader.ReadAsync([new([Frame("a", Image(first)), Frame("b", Image(last))], _preset, (decimal)cost)], default))[0];
        problems.ShouldBeEmpty();
        string.Join(' ', warnings.Select(w => w.Code)).ShouldBe(codes);
        warnings.Where(w => w.Code.StartsWith("image_shape", StringComparison.Ordinal)).ShouldAllBe(w => w.Message.Contains("$0.40", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_SideThatTheRendererRefuses_IsRefusedHere()
    {
        var (_, problems, _) = await ReadAsync([Frame("a", new FrameImage.Inline(PictureBytes.Jpeg(16_385, 100), "sha"))]);
        problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("image_too_large"), p => p.Message.ShouldContain("16384"));
    }

    [Fact]
    public void Keep_ManyAtOnce_KeepOneWholeFileAndNothingElse()
    {
        var store = new PictureStore(_folder["kept"]);
        byte[] bytes = PictureBytes.Png(64, 64);
        var facts = new PictureFacts("image/png", 64, 64);
        Parallel.For(0, 64, _ => File.ReadAllBytes(store.Keep(bytes, facts).Path).ShouldBe(bytes));
        _folder.Files.ShouldHaveSingleItem().ShouldEndWith(".png");
    }

    public void Dispose() => _folder.Dispose();

    private static PictureFetcher Fetcher(byte[]? bytes) => new(
        new PictureLimits { MaxBytes = 100_000 }, new ManualTime(), new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes ?? []) }));

    private async Task<StillReading> ReadAsync(ImmutableArray<Frame> frames, byte[]? bytes = null) =>
        (await new StillReader(Fetcher(bytes), new PictureStore(_folder["kept"]), new PictureLimits { MaxBytes = 100_000 }).ReadAsync([new(frames, _preset, 0)], default))[0];

    private static Frame Frame(string id, FrameImage image) => new()
    {
        Id = id,
        Scene = 1,
        Shot = 1,
        Image = image,
        Description = "x",
        CameraNotes = "",
        PromptSeed = "",
        LightingMood = "",
        CharactersPresent = "",
        DurationSeconds = null,
        Pointer = $"/generated_frames/{id}",
    };
}
