using VideoGen.Frames;
using VideoGen.Testing;
using VideoGen.Tests.Delivery;

namespace VideoGen.Tests.Frames;

/// <summary>A picture whose data end early is known for it before anybody pays for a clip of it; whole pictures of usual programs are whole.</summary>
public sealed class DamagedPictureTests(FfmpegFiles files) : IClassFixture<FfmpegFiles>
{
    // 40x24, as libjpeg-turbo writes it: ten scans.
    private static readonly byte[] Progressive = Convert.FromBase64String(
        "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAAYACgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQDAf/EABcBAQEBAQAAAAAAAAAAAAAAAAQDAQX/2gAMAwEAAhADEAAAAY9NcmbWORG5IVabpSu0wYVoQn//xAAfEAABBAICAwAAAAAAAAAAAAADAAECBBIxETITITP/2gAIAQEAAQUCpx5RtUOhdVJZQpfE2qHQ2qWXkrEEyI41X9wmxEEZWj//xAAhEQACAQMDBQAAAAAAAAAAAAABAgADBBESE3EhIjEyQf/aAAgBAwEBPwG3cs9QH4I3vT5hAB7ZtA5PjpMaWTmU7hnXUQJ//8QAHhEAAQMEAwAAAAAAAAAAAAAAAgABBAMREjEQNJH/2gAIAQIBAT8BjNZSu0XEalkW39VarhIIbMi2v//EAB4QAAICAQUBAAAAAAAAAAAAAAABAhFxEyEiQYFR/9oACAEBAAY/Am30SJZJD+npIlkkTvwpJodoejtkdtUcGkf/xAAeEAACAgICAwAAAAAAAAAAAAAAEQExIaEQQVFhsf/aAAgBAQABPyF+hI2OK3DLqSpEdW70bHFbB6v8EVLZPZcq7F81yH3zUSTK2z//2gAMAwEAAgADAAAAECkTnvwv/8QAHREBAAICAwEBAAAAAAAAAAAAAQARITFBUaFhsf/aAAgBAwEBPxBcMUnrPD/SJAUXrqNNtLWsXSnEMerY3nk11ACi/J//xAAbEQEAAgMBAQAAAAAAAAAAAAABABEhMUGhsf/aAAgBAgEBPxAFZ2es+EFTMBLxJ1GBSkygujrK6FT/xAAiEAEAAgEEAgIDAAAAAAAAAAABABEhMUGhsWFxUYGRwdH/2gAIAQEAAT8QEtZKHdnLdzhuo6U1/qOp2LyY1mzP0lJy3c4bqct3N1687rIqvHxEvxWrF/mAE0uBvn3FUmp3La+4VtVAZW/UzNwQLbr0z//Z");

    [Theory]
    [InlineData("yuvj420p.jpg", "-pix_fmt yuvj420p")]
    [InlineData("yuvj422p.jpg", "-pix_fmt yuvj422p -huffman default")]
    [InlineData("yuvj444p.jpg", "-pix_fmt yuvj444p -q:v 1")]
    [InlineData("gray.jpg", "-pix_fmt gray")]
    [InlineData("rgb24.png", "-pix_fmt rgb24 -pred mixed")]
    [InlineData("rgba.png", "-pix_fmt rgba")]
    [InlineData("pal8.png", "-pix_fmt pal8")]
    [InlineData("monob.png", "-pix_fmt monob")]
    [InlineData("ya16be.png", "-pix_fmt ya16be")]
    [InlineData("interlaced.png", "-pix_fmt rgb48be -flags +ildct")]
    [InlineData("interlaced-bits.png", "-pix_fmt monob -flags +ildct")]
    [InlineData("lossy.webp", "-pix_fmt yuv420p -c:v libwebp")]
    public void Read_WholePictureOfAnyKind_IsWhole(string name, string format)
    {
        byte[] whole = File.ReadAllBytes(files.Run($"-f lavfi -i testsrc2=size=157x91 -frames:v 1 {format}", name));
        PictureReader.Read(whole).ShouldBeOfType<PictureReading.Good>(name);
    }

    [Fact]
    public void Read_JpegWhoseScanEndsEarly_IsDamagedHoweverItEnds()
    {
        byte[] baseline = File.ReadAllBytes(files.Run("-f lavfi -i testsrc2=size=64x48 -frames:v 1", "cut.jpg"));
        foreach (byte[] whole in (byte[][])[baseline, Progressive])
        {
            PictureReader.Read(whole).ShouldBeOfType<PictureReading.Good>();
            int scan = whole.AsSpan().IndexOf((byte[])[0xFF, 0xDA]) + 14;
            for (int end = scan; end < whole.Length - 3; end++)
            {
                PictureReading.Bad bad = PictureReader.Read((byte[])[.. whole[..end], 0xFF, 0xD9]).ShouldBeOfType<PictureReading.Bad>($"{end} of {whole.Length} bytes");
                bad.Code.ShouldBe("image_unreadable");
            }
        }
    }

    [Fact]
    public void Read_JpegWithoutItsLastTwoBytes_IsThePictureWithThem()
    {
        foreach (byte[] whole in (byte[][])[File.ReadAllBytes(files.Run("-f lavfi -i testsrc2=size=64x48 -frames:v 1", "whole.jpg")), Progressive])
        {
            PictureReading.Good good = PictureReader.Read(whole.AsMemory(0, whole.Length - 2)).ShouldBeOfType<PictureReading.Good>();
            good.Still.SelectMany(p => p.ToArray()).ShouldBe(whole);
        }
    }

    [Fact]
    public void Read_PngWhosePixelsEndEarly_SaysAfterHowMuch()
    {
        byte[] png = PictureBytes.Png(320, 180);
        int pixels = png.AsSpan().IndexOf("IDAT"u8) + 4;
        byte[] packed = png[pixels..^16];
        byte[] With(params byte[][] chunks) => [.. png[..33], .. chunks.SelectMany(c => PictureBytes.Chunk("IDAT", c)), .. png[^12..]];

        PictureReader.Read(With(packed[..5], [], packed[5..])).ShouldBeOfType<PictureReading.Good>("in any number of parts");
        foreach (int length in (int[])[1, 2, 3, packed.Length / 3, packed.Length / 2])
        {
            PictureReader.Read(With(packed[..length])).ShouldBeOfType<PictureReading.Bad>($"{length}").Reason.ShouldStartWith("is damaged: its pixels ");
        }

        byte[] taller = PictureBytes.Png(320, 360); // a header that promises twice as much
        PictureReader.Read((byte[])[.. taller[..33], .. png[33..]]).ShouldBeOfType<PictureReading.Bad>().Reason.ShouldBe("is damaged: its pixels end after 50 %");
    }

    [Theory]
    [InlineData("IHDR")]
    [InlineData("IDAT")]
    [InlineData("IEND")]
    public void Read_PngWithAWrongChecksum_NamesThePart(string type)
    {
        byte[] png = PictureBytes.Png(320, 180);
        int at = png.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type));
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4));
        png[at + 4 + length] ^= 1;
        PictureReader.Read(png).ShouldBeOfType<PictureReading.Bad>().Reason.ShouldBe($"is damaged: the checksum of its part {type} is wrong");
    }

    [Fact]
    public void Read_WebPWhoseFirstPartEndsEarly_IsDamaged()
    {
        byte[] webp = File.ReadAllBytes(files.Run("-f lavfi -i testsrc2=size=320x180 -frames:v 1 -pix_fmt yuv420p -c:v libwebp", "cut.webp"));
        int at = webp.AsSpan().IndexOf("VP8 "u8);
        PictureReader.Read(PictureBytes.WebP(PictureBytes.RiffChunk("VP8 ", webp[(at + 8)..(at + 60)]))).ShouldBeOfType<PictureReading.Bad>().Reason.ShouldContain("its pixels end early");
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "a HEIC picture", [0, 0, 0, 24, .. "ftypheic"u8] }, { "an AVIF picture", [0, 0, 0, 28, .. "ftypavif"u8] }, { "a GIF picture", [.. "GIF89a"u8] },
        { "a TIFF picture", [.. "II*\0"u8] }, { "a BMP picture", [.. "BM\0\0"u8] }, { "an SVG drawing", [.. "<?xml version=\"1.0\"?><svg/>"u8] },
        { "a page (HTML or XML)", [.. "<!doctype html>"u8] }, { "a message (JSON)", [.. "{\"error\":1}"u8] }, { "a video", [0, 0, 0, 24, .. "ftypisom"u8] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Read_AnotherFormat_IsCalledByItsName(string name, byte[] bytes) =>
        PictureReader.Read(bytes).ShouldBeOfType<PictureReading.Bad>().Reason.ShouldContain($"is {name}");
}
