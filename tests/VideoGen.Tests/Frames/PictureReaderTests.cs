using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Tests.Frames;

/// <summary>Type, size, orientation and truth of pictures, whatever the bytes are.</summary>
public sealed class PictureReaderTests
{
    private static readonly byte[][] Good =
    [
        PictureBytes.Png(320, 180), PictureBytes.Jpeg(320, 180), PictureBytes.Jpeg(320, 180, 6), PictureBytes.WebP("VP8 ", 320, 180),
        PictureBytes.WebP("VP8L", 320, 180), PictureBytes.WebP("VP8X", 320, 180),
    ];

    [Fact]
    public void Read_EachKind_GivesTypeAndSize()
    {
        Facts(PictureBytes.Png(320, 180)).ShouldBe(new PictureFacts("image/png", 320, 180));
        Facts(PictureBytes.Png(1, 1, hasAlpha: true)).ShouldBe(new PictureFacts("image/png", 1, 1, MayBeTransparent: true));
        Facts(PictureBytes.Jpeg(320, 180)).ShouldBe(new PictureFacts("image/jpeg", 320, 180));
        Facts(PictureBytes.Jpeg(320, 180, frame: 0xC2)).ShouldBe(new PictureFacts("image/jpeg", 320, 180), "progressive");
        Facts(PictureBytes.Jpeg(320, 180, fill: 5)).ShouldBe(new PictureFacts("image/jpeg", 320, 180), "fill bytes");
        Facts(PictureBytes.WebP("VP8 ", 320, 180)).ShouldBe(new PictureFacts("image/webp", 320, 180));
        Facts(PictureBytes.WebP("VP8L", 320, 180)).ShouldBe(new PictureFacts("image/webp", 320, 180, MayBeTransparent: true));
        Facts(PictureBytes.WebP("VP8X", 320, 180)).ShouldBe(new PictureFacts("image/webp", 320, 180));
        Facts(PictureBytes.WebP("VP8X", 320, 180, hasAlpha: true)).MayBeTransparent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 320, 180)]
    [InlineData(3, 320, 180)]
    [InlineData(5, 180, 320)]
    [InlineData(6, 180, 320)]
    [InlineData(8, 180, 320)]
    [InlineData(9, 320, 180)]
    public void Read_Orientation_TurnsTheSides(int orientation, int width, int height)
    {
        foreach (bool bigEndian in (bool[])[true, false])
        {
            PictureFacts facts = Facts(PictureBytes.Jpeg(320, 180, orientation, bigEndian: bigEndian));
            (facts.Width, facts.Height).ShouldBe((width, height));
        }
    }

    [Fact]
    public void Read_HostileExif_CostsTheOrientationNotThePicture()
    {
        byte[] jpeg = PictureBytes.Jpeg(320, 180, 6);
        int directory = jpeg.AsSpan().IndexOf("Exif"u8) + 10;
        foreach (uint offset in (uint[])[uint.MaxValue, uint.MaxValue - 1, int.MaxValue, 0x8000_0000, 9_999])
        {
            BitConverter.GetBytes(offset).CopyTo(jpeg, directory);
            Facts(jpeg).ShouldBe(new PictureFacts("image/jpeg", 320, 180));
        }
    }

    [Fact]
    public void Read_NoPictureOrNoSize_IsBad()
    {
        byte[][] bad =
        [
            [], [0xFF], "<html><body>Not found</body></html>"u8.ToArray(), "GIF89a"u8.ToArray(), "RIFF____WAVEfmt "u8.ToArray(), PictureBytes.Png(0, 5), PictureBytes.Png(5, uint.MaxValue),
            PictureBytes.Jpeg(0, 5), PictureBytes.Jpeg(5, 0), PictureBytes.WebP("VP8 ", 0, 5), [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], [0xFF, 0xD8, 0xFF, 0xE0, 0, 0],
            [0xFF, 0xD8, .. PictureBytes.Segment(0xC0, [8])],
        ];
        bad.ShouldAllBe(bytes => PictureReader.Read(bytes) is PictureReading.Bad);
    }

    [Fact]
    public void Read_EveryTruncation_IsSeen()
    {
        foreach (byte[] good in Good)
        {
            Facts([.. good, 1, 2, 3]).Traits.ShouldBe(PictureTraits.HasMoreBehind, "more than needed is fine");
            Facts([.. good, .. new byte[500]]).Traits.ShouldBe(PictureTraits.None, "zeros fill up a block of something");
            for (int length = 0; length < good.Length; length++)
            {
                PictureReader.Read(good.AsMemory(0, length)).ShouldBeOfType<PictureReading.Bad>($"cut to {length} of {good.Length}");
            }
        }
    }

    [Fact]
    public void Read_ThousandsOfFlips_NeverThrow()
    {
        var random = new Random(11);
        foreach (byte[] good in Good)
        {
            for (int i = 0; i < 3_000; i++)
            {
                byte[] bytes = [.. good];
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                {
                    bytes[random.Next(Math.Min(bytes.Length, 80))] = (byte)random.Next(256);
                }

                Should.NotThrow(() => PictureReader.Read(bytes));
            }
        }
    }

    public static TheoryData<string, byte[], string, string> Untrue => new()
    {
        { "PNG with two headers", [.. Png[..33], .. Png[8..33], .. Png[33..]], "image_unreadable", "second header" },
        { "PNG whose header comes late", [.. Png[..8], .. PictureBytes.Chunk("tEXt", 1), .. Png[8..]], "image_unreadable", "does not come first" },
        { "PNG of a phone's own kind", [.. Png[..8], .. PictureBytes.Chunk("CgBI", 0, 0, 0, 0), .. Png[8..]], "image_unreadable", "does not come first" },
        { "PNG with a part of its own", PictureBytes.PngWith(Png, PictureBytes.Chunk("ABCD", 1)), "image_format_unknown", "no standard names" },
        { "PNG with 3 bits", [.. Png[..24], 3, .. Png[25..]], "image_unreadable", "makes no sense" },
        { "PNG without pixels", [.. Png[..33], .. PictureBytes.Chunk("IEND")], "image_unreadable", "no pixels" },
        { "JPEG with two headers", [.. Jpeg[..^2], .. PictureBytes.Segment(0xC0, [8, 0x40, 0, 0x40, 0, 1, 1, 0x11, 0]), .. Jpeg[^2..]], "image_unreadable", "second header" },
        { "JPEG in a JPEG", [.. Jpeg[..^2], .. Jpeg], "image_unreadable", "second picture" },
        { "JPEG of many scans", [.. Jpeg[..^2], .. Enumerable.Repeat(PictureBytes.Segment(0xDA, [1, 1, 0, 0, 63, 0]), 100).SelectMany(s => s), .. Jpeg[^2..]], "image_format_unknown", "100 scans" },
        { "JPEG by arithmetic coding", PictureBytes.Jpeg(320, 180, frame: 0xC9), "image_format_unknown", "arithmetic" },
        { "JPEG without loss", PictureBytes.Jpeg(320, 180, frame: 0xC3), "image_format_unknown", "lossless" },
        { "WebP with another canvas", PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 0), PictureBytes.Vp8(3200, 1800)), "image_unreadable", "320x180, and 3200x1800" },
        { "WebP with an empty canvas", PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 0)), "image_unreadable", "no pixels" },
        { "WebP animation that begins in a corner", PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 2), Frame(32, 18)), "image_format_unknown", "does not fill" },
        { "WebP animation with another picture inside", PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 2), Frame(320, 180, 3200)), "image_unreadable", "320x180, and 3200x180" },
    };

    [Theory]
    [MemberData(nameof(Untrue))]
    public void Read_PictureThatLiesOrIsOfNoUse_SaysWhatItIs(string name, byte[] bytes, string code, string reason)
    {
        PictureReading.Bad bad = PictureReader.Read(bytes).ShouldBeOfType<PictureReading.Bad>(name);
        bad.Code.ShouldBe(code);
        bad.Reason.ShouldContain(reason);
        bad.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_OrientationOfEachKind_Counts()
    {
        byte[] exif = PictureBytes.Exif(6, bigEndian: true);
        foreach (byte[] turned in (byte[][])
        [
            PictureBytes.PngWith(Png, PictureBytes.Chunk("eXIf", exif[6..])), PictureBytes.Jpeg(320, 180, 6),
            PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 8), PictureBytes.Vp8(320, 180), PictureBytes.RiffChunk("EXIF", exif[6..])),
            PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 8), PictureBytes.Vp8(320, 180), PictureBytes.RiffChunk("EXIF", exif)),
        ])
        {
            PictureFacts facts = Facts(turned);
            (facts.Width, facts.Height, facts.Orientation).ShouldBe((180, 320, 6), facts.MediaType);
        }
    }

    [Fact]
    public void Read_Animations_AreTheirFirstPicture()
    {
        byte[] moving = PictureBytes.PngWith(Png, PictureBytes.Chunk("acTL", 0, 0, 0, 2, 0, 0, 0, 0), PictureBytes.Chunk("fcTL", new byte[26]), PictureBytes.Chunk("fdAT", new byte[99]));
        Facts(moving).Traits.ShouldBe(PictureTraits.Animated);
        Still(moving).ShouldBe(Png);
        byte[] webp = PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 2), PictureBytes.RiffChunk("ANIM", new byte[6]), Frame(320, 180), Frame(3200, 180));
        Facts(webp).ShouldBe(new PictureFacts("image/webp", 320, 180, Traits: PictureTraits.Animated));
        Still(webp).ShouldBe(PictureBytes.WebP("VP8 ", 320, 180));
    }

    [Fact]
    public void Read_WhatStandsBesideThePicture_IsNotHandedToADecoder()
    {
        byte[] bomb = PictureBytes.Chunk("zTXt", new byte[5_000]);
        byte[] png = PictureBytes.PngWith(Png, bomb, PictureBytes.Chunk("iCCP", new byte[5_000]), PictureBytes.Chunk("eXIf", new byte[500]), bomb);
        Essence(png).ShouldBe(Png);
        Still(png).ShouldBe(png, "a still that is only a still stays as it is");
        byte[] jpeg = [.. Jpeg[..2], .. PictureBytes.Segment(0xE1, new byte[60_000]), .. PictureBytes.Segment(0xE2, new byte[60_000]), .. PictureBytes.Segment(0xFE, new byte[60_000]), .. Jpeg[2..]];
        Essence([.. jpeg, .. "ftypmp42"u8, .. new byte[60_000]]).ShouldBe(Jpeg);
        Still([.. jpeg, .. "ftypmp42"u8]).ShouldBe(jpeg);
        Essence(PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 0x2C), PictureBytes.RiffChunk("ICCP", new byte[501]), PictureBytes.Vp8(320, 180), PictureBytes.RiffChunk("XMP ", new byte[501]), PictureBytes.Vp8(3200, 180)))
            .ShouldBe(PictureBytes.WebP("VP8 ", 320, 180));
    }

    [Fact]
    public void Read_ColoursThatAClipHasNot_AreTold()
    {
        byte[] p3 = PictureBytes.Chunk("cHRM", [.. Number(31270), .. Number(32900), .. Number(68000), .. Number(32000), .. Number(26500), .. Number(69000), .. Number(15000), .. Number(6000)]);
        byte[] srgb = PictureBytes.Chunk("cHRM", [.. Number(31270), .. Number(32900), .. Number(64000), .. Number(33000), .. Number(30000), .. Number(60000), .. Number(15000), .. Number(6000)]);
        Facts(PictureBytes.PngWith(Png, p3)).Traits.ShouldBe(PictureTraits.WideGamut);
        Facts(PictureBytes.PngWith(Png, srgb)).Traits.ShouldBe(PictureTraits.None);
        Facts(PictureBytes.PngWith(Png, PictureBytes.Chunk("sRGB", 0), p3)).Traits.ShouldBe(PictureTraits.None, "sRGB has the last word");
        Facts(PictureBytes.PngWith(Png, PictureBytes.Chunk("cICP", 9, 16, 0, 1))).Traits.ShouldBe(PictureTraits.WideGamut | PictureTraits.HighDynamicRange);
        byte[] cmyk = [8, 0, 180, 1, 64, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        byte[] picture = [.. PictureBytes.Segment(0xC0, cmyk), .. PictureBytes.Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 0xFF, 0xD9];
        Facts([0xFF, 0xD8, .. PictureBytes.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]), .. picture]).Traits.ShouldBe(PictureTraits.Cmyk);
        PictureReader.Read((byte[])[0xFF, 0xD8, .. picture]).ShouldBeOfType<PictureReading.Bad>().Reason.ShouldContain("how they are meant");
    }

    [Fact]
    public void Read_Profiles_AreHeldAgainstSrgb()
    {
        foreach ((byte[] profile, PictureTraits traits) in (ValueTuple<byte[], PictureTraits>[])[(Profile(0.4361, 0.2225, 0.3851, 0.7169, 0.1431, 0.0606), PictureTraits.None), (Profile(0.5151, 0.2412, 0.2920, 0.6922, 0.1571, 0.0666), PictureTraits.WideGamut)])
        {
            using var packed = new MemoryStream();
            using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(profile);
            }

            Facts(PictureBytes.PngWith(Png, PictureBytes.Chunk("iCCP", [.. "P\0\0"u8, .. packed.ToArray()]))).Traits.ShouldBe(traits);
            Facts([.. Jpeg[..2], .. PictureBytes.Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]), .. Jpeg[2..]]).Traits.ShouldBe(traits);
            Facts(PictureBytes.WebP(PictureBytes.Vp8X(320, 180, 0x20), PictureBytes.RiffChunk("ICCP", profile), PictureBytes.Vp8(320, 180))).Traits.ShouldBe(traits);
        }
    }

    private static byte[] Png => PictureBytes.Png(320, 180);

    private static byte[] Jpeg => PictureBytes.Jpeg(320, 180);

    private static PictureFacts Facts(byte[] bytes) => PictureReader.Read(bytes).ShouldBeOfType<PictureReading.Good>().Facts;

    private static byte[] Still(byte[] bytes) => [.. PictureReader.Read(bytes).ShouldBeOfType<PictureReading.Good>().Still.SelectMany(p => p.ToArray())];

    private static byte[] Essence(byte[] bytes) => [.. PictureReader.Read(bytes).ShouldBeOfType<PictureReading.Good>().Essence.SelectMany(p => p.ToArray())];

    private static byte[] Frame(int width, int height, int? inside = null) => PictureBytes.RiffChunk(
        "ANMF", [0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3], 100, 0, 0, 0, .. PictureBytes.Vp8(inside ?? width, height)]);

    private static byte[] Number(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Profile(params double[] colorants)
    {
        byte[] header = new byte[128];
        "RGB "u8.CopyTo(header.AsSpan(16));
        byte[] Tag(string name, uint at) => [.. System.Text.Encoding.ASCII.GetBytes(name), .. Number(at), .. Number(20)];
        byte[] Xyz(double x, double y) => [.. "XYZ "u8, 0, 0, 0, 0, .. Number((uint)(x * 65_536)), .. Number((uint)(y * 65_536)), .. Number(0)];
        return [.. header, .. Number(3), .. Tag("rXYZ", 168), .. Tag("gXYZ", 188), .. Tag("bXYZ", 208), .. Xyz(colorants[0], colorants[1]), .. Xyz(colorants[2], colorants[3]), .. Xyz(colorants[4], colorants[5])];
    }
}
