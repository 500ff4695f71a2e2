using System.Globalization;
using System.Runtime.Versioning;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Animatic.Stills;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Stills;

/// <summary>Pictures through the real decoder: what artists send, and what wants to hurt.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StillDecoderTests : IDisposable
{
    private const long MostPixels = 100_000_000;
    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void Read_Files_MatchWhatFfmpegWrote()
    {
        string source = "color=red:size=322x180";
        Facts(_studio.Draw("a.png", source, "-pix_fmt", "rgb24")).ShouldBe(new PictureFacts("image/png", 322, 180));
        Facts(_studio.Draw("b.png", source, "-pix_fmt", "rgba")).ShouldBe(new PictureFacts("image/png", 322, 180, MayBeTransparent: true));
        Facts(_studio.Draw("a.jpg", source)).ShouldBe(new PictureFacts("image/jpeg", 322, 180));
        Facts(_studio.Draw("a.webp", source, "-pix_fmt", "yuv420p", "-lossless", "0")).ShouldBe(new PictureFacts("image/webp", 322, 180));
        Facts(_studio.Draw("b.webp", source, "-pix_fmt", "bgra", "-lossless", "1")).Width.ShouldBe(322);
        Facts(_studio.Draw("c.webp", "color=red@0.5:size=322x180,format=rgba", "-pix_fmt", "yuva420p", "-lossless", "0")).ShouldBe(new PictureFacts("image/webp", 322, 180, MayBeTransparent: true));
        Facts(_studio.Draw("d.webp", source, "-c:v", "libwebp_anim", "-loop", "0")).Width.ShouldBe(322);
    }

    public static TheoryData<string, string[]> Kinds => new()
    {
        { "a.png", ["-pix_fmt", "rgb24"] }, { "a.png", ["-pix_fmt", "rgba"] }, { "a.png", ["-pix_fmt", "gray"] }, { "a.png", ["-pix_fmt", "ya8"] }, { "a.png", ["-pix_fmt", "pal8"] },
        { "a.png", ["-pix_fmt", "rgb48be"] }, { "a.png", ["-pix_fmt", "rgba64be"] }, { "a.png", ["-pix_fmt", "gray16be"] }, { "a.png", ["-pix_fmt", "monob"] },
        { "a.jpg", ["-pix_fmt", "yuvj420p"] }, { "a.jpg", ["-pix_fmt", "yuvj422p"] }, { "a.jpg", ["-pix_fmt", "yuvj444p"] }, { "a.jpg", ["-pix_fmt", "gray"] },
        { "a.webp", ["-pix_fmt", "yuv420p"] }, { "a.webp", ["-pix_fmt", "yuva420p"] }, { "a.webp", ["-pix_fmt", "bgra", "-lossless", "1"] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Decode_WhatIsHandedOver_ShowsWhatTheFileShows(string name, string[] format)
    {
        string path = _studio.Draw(name, "testsrc2=size=320x180", format);
        Planes handed = await DecodeAsync(path);
        string raw = _studio.Path("whole.raw");
        Studio.Run(Studio.Program, ["-loglevel", "error", "-y", "-i", $"file:{path}", "-frames:v", "1", "-vf", Plain(320, 180), "-f", "rawvideo", $"file:{raw}"]);
        byte[] whole = await File.ReadAllBytesAsync(raw);
        Distance(handed.Picture.Span[..(320 * 180)], whole.AsSpan(0, 320 * 180)).ShouldBeLessThan(1);
    }

    // Turned by what the file says, in each of the three kinds: the upper left corner of the stored picture is red.
    [Theory]
    [InlineData("png", 1, "top left")]
    [InlineData("png", 3, "bottom right")]
    [InlineData("png", 6, "top right")]
    [InlineData("png", 8, "bottom left")]
    [InlineData("jpg", 6, "top right")]
    [InlineData("jpg", 5, "top left")]
    [InlineData("webp", 6, "top right")]
    [InlineData("webp", 8, "bottom left")]
    public async Task Decode_Orientation_TurnsThePictureInEveryKind(string kind, int orientation, string corner)
    {
        byte[] file = await File.ReadAllBytesAsync(_studio.Draw($"a.{kind}", "color=black:size=320x180,drawbox=x=0:y=0:w=100:h=60:color=white:t=fill", kind == "webp" ? ["-pix_fmt", "yuv420p"] : []));
        byte[] exif = PictureBytes.Exif((ushort)orientation, bigEndian: false);
        byte[] turned = kind switch
        {
            "png" => PictureBytes.PngWith(file, PictureBytes.Chunk("eXIf", exif[6..])),
            "jpg" => [.. file[..2], .. PictureBytes.Segment(0xE1, exif), .. file[2..]],
            _ => PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 8), file[12..], PictureBytes.RiffChunk("EXIF", exif[6..])),
        };
        await File.WriteAllBytesAsync(_studio.Path("turned"), turned);
        PictureFacts facts = Facts(_studio.Path("turned"));
        (facts.Width, facts.Height).ShouldBe(orientation >= 5 ? (180, 320) : (320, 180));
        Planes planes = await DecodeAsync(_studio.Path("turned"));
        byte At(int x, int y) => planes.Bytes[y * planes.Width + x];
        (int right, int bottom) = (planes.Width - 9, planes.Height - 9);
        (string, byte)[] corners = [("top left", At(8, 8)), ("top right", At(right, 8)), ("bottom left", At(8, bottom)), ("bottom right", At(right, bottom))];
        corners.Where(c => c.Item2 > 120).Select(c => c.Item1).ShouldBe([corner]);
    }

    [Fact]
    public async Task Decode_Animation_IsItsFirstPicture()
    {
        Studio.Run(Studio.Program, ["-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=2", "-frames:v", "4", "-c:v", "libwebp_anim", "-lossless", "1", "-loop", "0", _studio.Path("a.webp")]);
        Studio.Run(Studio.Program, ["-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=2", "-frames:v", "4", "-f", "apng", "-plays", "0", _studio.Path("a.png")]);
        Planes first = await DecodeAsync(_studio.Draw("first.png", "testsrc2=size=320x180:rate=2"));
        foreach (string name in (string[])["a.webp", "a.png"])
        {
            Facts(_studio.Path(name)).Traits.ShouldBe(PictureTraits.Animated, name);
            Distance((await DecodeAsync(_studio.Path(name))).Picture.Span[..(320 * 180)], first.Picture.Span[..(320 * 180)]).ShouldBeLessThan(2, name);
        }
    }

    // The colours are those that Chromium shows.
    [Theory]
    [InlineData(0, 255, 255, 255, 255, 255, 255, 255)]
    [InlineData(0, 0, 255, 255, 255, 0, 255, 255)]
    [InlineData(0, 255, 255, 255, 0, 0, 0, 0)]
    [InlineData(0, 100, 200, 50, 220, 86, 172, 43)]
    [InlineData(2, 0, 128, 128, 255, 255, 255, 255)]
    [InlineData(2, 200, 90, 160, 220, 8, 56, 105)]
    public async Task Decode_ColoursOfPrint_LookAsInABrowser(byte transform, byte c, byte m, byte y, byte k, int red, int green, int blue)
    {
        await File.WriteAllBytesAsync(_studio.Path("cmyk.jpg"), FourColours(transform, c, m, y, k));
        Facts(_studio.Path("cmyk.jpg")).Traits.ShouldBe(PictureTraits.Cmyk);
        double luma = 16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
        ((double)(await DecodeAsync(_studio.Path("cmyk.jpg"))).Bytes[32 * 64 + 32]).ShouldBe(luma, 2);
    }

    // Whatever stands beside the picture, ffmpeg takes what a picture of that size takes. Measured, not believed.
    [Fact]
    public async Task Decode_HostilePictures_TakeNoMoreMemoryThanHonestOnes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        byte[] bomb = PictureBytes.Chunk("zTXt", [.. "k\0\0"u8, .. Zlib(100_000_000)]);
        byte[] profile = PictureBytes.Chunk("iCCP", [.. "k\0\0"u8, .. Zlib(200_000_000)]);
        byte[] png = PictureBytes.Png(320, 180);
        byte[] hostile = PictureBytes.PngWith(png, [.. Enumerable.Repeat(bomb, 10), profile]);
        long honest = await PeakAsync(png);
        (await PeakAsync(hostile)).ShouldBeLessThan(honest + 60_000, "kilobytes");
        (await PeakAsync(hostile)).ShouldBeLessThan(300_000);
    }

    [Fact]
    public async Task Decode_UnderItsLimit_IsRefusedByName()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // A picture whose decoder is told a far smaller size than it has: what happens when anything lies past the reader.
        byte[] file = await File.ReadAllBytesAsync(_studio.Draw("large.png", "color=red:size=8000x8000"));
        PictureReading.Good good = PictureReader.Read(file).ShouldBeOfType<PictureReading.Good>();
        var lying = new StillFile(good.Facts with { StoredWidth = 64, StoredHeight = 64 }, good.Essence);
        AnimaticException refused = await Should.ThrowAsync<AnimaticException>(() => StillDecoder.DecodeAsync(Studio.Program, "A", lying, new StillFit(64, 64, false), new WorkingSize(64, 64), default));
        refused.Code.ShouldBe("still_unreadable");
        refused.IsOfThePlace.ShouldBeFalse();

        await using FfmpegProcess starved = FfmpegProcess.Start(
            Studio.Program, DecodeArguments.For(good.Facts, new StillFit(8000, 8000, false), new WorkingSize(640, 640)), maxMemory: 200 << 20);
        Task feeding = Task.Run(async () =>
        {
            await starved.Input.WriteAsync(file);
            await starved.Input.DisposeAsync();
        });
        (await starved.Output.ReadAtLeastAsync(new byte[10], 10, throwOnEndOfStream: false)).ShouldBe(0);
        (int code, string errors) = await starved.EndAsync(default);
        code.ShouldNotBe(0);
        errors.ShouldContain("Cannot allocate memory");
        await feeding.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Theory]
    [InlineData("rgb24", 9000, 9000)]
    [InlineData("rgba64be", 5000, 5000)]
    public async Task Decode_LargestHonestPictures_FitIntoTheLimit(string format, int width, int height)
    {
        string path = _studio.Draw("large.png", $"color=red:size={width}x{height}", "-pix_fmt", format);
        (await DecodeAsync(path, 640, 640)).Bytes[0].ShouldBeInRange((byte)50, (byte)100);
    }

    [Fact]
    public void Read_WhatIsTooLargeOrNoPicture_IsRefused()
    {
        foreach ((byte[] bytes, string code) in (ValueTuple<byte[], string>[])
        [
            (PictureBytes.Png(16_385, 64), "still_too_large"), (PictureBytes.Png(12_000, 12_000), "still_too_large"), ("<html>"u8.ToArray(), "still_unreadable"),
            (PictureBytes.Png(320, 180)[..^10], "still_unreadable"), (PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 0), PictureBytes.Vp8(3200, 1800)), "still_unreadable"),
        ])
        {
            File.WriteAllBytes(_studio.Path("x"), bytes);
            Should.Throw<AnimaticException>(() => StillDecoder.Read(_studio.Path("x"), "A", MostPixels)).Code.ShouldBe(code);
        }
    }

    private static PictureFacts Facts(string path) => StillDecoder.Read(path, "A", MostPixels).Facts;

    private static async Task<Planes> DecodeAsync(string path, int? width = null, int? height = null)
    {
        StillFile still = StillDecoder.Read(path, "A", MostPixels);
        var size = new WorkingSize(width ?? still.Facts.Width, height ?? still.Facts.Height);
        return await StillDecoder.DecodeAsync(Studio.Program, "A", still, new StillFit(still.Facts.Width, still.Facts.Height, false), size, default);
    }

    // Peak of resident memory in kilobytes, as the system counted it for a child that has ended.
    private async Task<long> PeakAsync(byte[] picture)
    {
        await File.WriteAllBytesAsync(_studio.Path("picture"), picture);
        string peak = _studio.Path("peak");
        string measured = _studio.Shim("measured", $"/usr/bin/env python3 -c 'import resource,subprocess,sys; code=subprocess.call(sys.argv[2:]); open(sys.argv[1],\"w\").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)); sys.exit(code)' '{peak}' \"$REAL\" \"$@\"");
        StillFile still = StillDecoder.Read(_studio.Path("picture"), "A", MostPixels);
        await StillDecoder.DecodeAsync(measured, "A", still, new StillFit(320, 180, false), new WorkingSize(320, 180), default);
        return long.Parse(await File.ReadAllTextAsync(peak), CultureInfo.InvariantCulture);
    }

    // A JPEG of one colour: only the first block differs from what is expected of it.
    private static byte[] FourColours(byte transform, params byte[] colour)
    {
        var bits = new System.Text.StringBuilder();
        for (int block = 0; block < 64; block++)
        {
            foreach (byte value in colour)
            {
                int step = block == 0 ? value - 128 : 0;
                int category = step == 0 ? 0 : (int)Math.Log2(Math.Abs(step)) + 1;
                bits.Append(Convert.ToString(category, 2).PadLeft(4, '0'));
                bits.Append(category == 0 ? "" : Convert.ToString(step > 0 ? step : step + (1 << category) - 1, 2).PadLeft(category, '0'));
                bits.Append('0');
            }
        }

        bits.Append('1', (8 - bits.Length % 8) % 8);
        IEnumerable<byte> pixels = bits.ToString().Chunk(8).Select(b => Convert.ToByte(new string(b), 2)).SelectMany(b => b == 0xFF ? new byte[] { 0xFF, 0 } : [b]);
        byte[] four = [1, 2, 3, 4];
        return
        [
            0xFF, 0xD8, .. PictureBytes.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]), .. PictureBytes.Segment(0xDB, [0, 8, .. Enumerable.Repeat((byte)1, 63)]),
            .. PictureBytes.Segment(0xC0, [8, 0, 64, 0, 64, 4, .. four.SelectMany(n => new byte[] { n, 0x11, 0 })]),
            .. PictureBytes.Segment(0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), .. PictureBytes.Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
            .. PictureBytes.Segment(0xDA, [4, .. four.SelectMany(n => new byte[] { n, 0 }), 0, 63, 0]), .. pixels, 0xFF, 0xD9,
        ];
    }

    private static byte[] Zlib(int zeros)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] block = new byte[1_000_000];
            for (int written = 0; written < zeros; written += block.Length)
            {
                zlib.Write(block);
            }
        }

        return packed.ToArray();
    }

    private static string Plain(int width, int height) =>
        $"format=rgb24,scale={width}:{height}:flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp:out_color_matrix=bt709:out_range=tv,format=yuv420p";

    private static double Distance(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        long sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            sum += Math.Abs(one[i] - other[i]);
        }

        return (double)sum / one.Length;
    }
}
