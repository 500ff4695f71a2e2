using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Tests.Frames;

/// <summary>Type, size and orientation from the bytes, whatever the bytes are.</summary>
public sealed class PictureHeaderTests
{
    private static readonly byte[][] Good =
    [
        PictureBytes.Png(320, 180), PictureBytes.Jpeg(320, 180), PictureBytes.Jpeg(320, 180, 6), PictureBytes.WebP("VP8 ", 320, 180),
        PictureBytes.WebP("VP8L", 320, 180), PictureBytes.WebP("VP8X", 320, 180),
    ];

    [Fact]
    public void Read_EachKind_GivesTypeAndSize()
    {
        PictureHeader.Read(PictureBytes.Png(320, 180)).ShouldBe(new PictureFacts("image/png", 320, 180));
        PictureHeader.Read(PictureBytes.Png(1, 1, hasAlpha: true)).ShouldBe(new PictureFacts("image/png", 1, 1, MayBeTransparent: true));
        PictureHeader.Read(PictureBytes.Jpeg(320, 180)).ShouldBe(new PictureFacts("image/jpeg", 320, 180));
        PictureHeader.Read(PictureBytes.Jpeg(320, 180, frame: 0xC2)).ShouldBe(new PictureFacts("image/jpeg", 320, 180), "progressive");
        PictureHeader.Read(PictureBytes.Jpeg(320, 180, fill: 5)).ShouldBe(new PictureFacts("image/jpeg", 320, 180), "fill bytes");
        PictureHeader.Read(PictureBytes.WebP("VP8 ", 320, 180)).ShouldBe(new PictureFacts("image/webp", 320, 180));
        PictureHeader.Read(PictureBytes.WebP("VP8L", 320, 180)).ShouldBe(new PictureFacts("image/webp", 320, 180, MayBeTransparent: true));
        PictureHeader.Read(PictureBytes.WebP("VP8X", 16_777_216, 1)).ShouldBe(new PictureFacts("image/webp", 16_777_216, 1));
        PictureHeader.Read(PictureBytes.WebP("VP8X", 320, 180, hasAlpha: true))!.MayBeTransparent.ShouldBeTrue();
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
            PictureFacts facts = PictureHeader.Read(PictureBytes.Jpeg(320, 180, orientation, bigEndian: bigEndian))!;
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
            PictureHeader.Read(jpeg).ShouldBe(new PictureFacts("image/jpeg", 320, 180));
        }
    }

    [Fact]
    public void Read_NoPictureOrNoSize_IsNull()
    {
        byte[][] bad =
        [
            [], [0xFF], "<html><body>Not found</body></html>"u8.ToArray(), "GIF89a"u8.ToArray(), "RIFF____WAVEfmt "u8.ToArray(), PictureBytes.Png(0, 5), PictureBytes.Png(5, uint.MaxValue),
            PictureBytes.Jpeg(0, 5), PictureBytes.Jpeg(5, 0), PictureBytes.WebP("VP8 ", 0, 5), [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], [0xFF, 0xD8, 0xFF, 0xE0, 0, 0],
            [0xFF, 0xD8, .. PictureBytes.Segment(0xC0, [8])],
        ];
        bad.ShouldAllBe(bytes => PictureHeader.Read(bytes) == null);
    }

    [Fact]
    public void Read_EveryTruncationAndThousandsOfFlips_NeverThrow()
    {
        var random = new Random(11);
        foreach (byte[] good in Good)
        {
            for (int length = 0; length < good.Length; length++)
            {
                PictureHeader.Read(good.AsSpan(0, length))?.Width.ShouldBeGreaterThan(0);
            }

            for (int i = 0; i < 3_000; i++)
            {
                byte[] bytes = [.. good];
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                {
                    bytes[random.Next(Math.Min(bytes.Length, 80))] = (byte)random.Next(256);
                }

                if (PictureHeader.Read(bytes) is { } facts)
                {
                    PictureEnd.IsThere(bytes, facts.MediaType);
                }
            }
        }
    }

    [Fact]
    public void IsThere_EveryTruncation_IsSeen()
    {
        foreach (byte[] good in Good)
        {
            string type = PictureHeader.Read(good)!.MediaType;
            PictureEnd.IsThere(good, type).ShouldBeTrue();
            PictureEnd.IsThere([.. good, 1, 2, 3], type).ShouldBeTrue("more than needed is fine");
            for (int length = 0; length < good.Length; length++)
            {
                if (PictureHeader.Read(good.AsSpan(0, length)) is not null)
                {
                    PictureEnd.IsThere(good.AsSpan(0, length), type).ShouldBeFalse($"{type} cut to {length} of {good.Length}");
                }
            }
        }
    }
}
