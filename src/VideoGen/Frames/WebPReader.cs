using System.Buffers.Binary;
using System.Collections.Immutable;

namespace VideoGen.Frames;

/// <summary>Reads a WebP chunk by chunk. Of an animation the first picture is taken out and becomes a still of its own.</summary>
internal sealed class WebPReader(ReadOnlyMemory<byte> file)
{
    private const int Container = 12;
    private const int Head = 8;
    private const int MostProfile = 1 << 20;

    private (int Start, int End)? _alpha;
    private (int Start, int End)? _pixels;
    private (int Start, int End)? _profile;
    private (int Start, int End)? _exif;
    private (int Width, int Height)? _canvas;
    private bool _isAnimated;

    public PictureReading Read()
    {
        long end = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[4..]) + 8L;
        return end > file.Length ? PictureReader.CutShort()
            : Take(Container, (int)end, inFrame: false) ?? End((int)end);
    }

    private PictureReading.Bad? Take(int at, int stop, bool inFrame)
    {
        while (at + Head <= stop)
        {
            ReadOnlySpan<byte> type = file.Span.Slice(at, 4);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(at + 4)..]);
            if (length > stop - at - Head)
            {
                return PictureReader.CutShort();
            }

            int end = at + Head + (int)length;
            if (Take(type, at, end, inFrame) is { } bad)
            {
                return bad;
            }

            at = end + (end & 1);
        }

        return null;
    }

    private PictureReading.Bad? Take(ReadOnlySpan<byte> type, int at, int end, bool inFrame)
    {
        ReadOnlySpan<byte> data = file.Span[(at + Head)..end];
        bool isPixels = type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8);
        if (isPixels || type.SequenceEqual("ALPH"u8))
        {
            // Only the first picture counts, and what makes it transparent stands before it.
            (_pixels, _alpha) = _pixels is not null ? (_pixels, _alpha) : isPixels ? ((at, end), _alpha) : (_pixels, (at, end));
        }
        else if (!inFrame && type.SequenceEqual("VP8X"u8) && data.Length >= 10)
        {
            _canvas ??= (ThreeBytes(data[4..]) + 1, ThreeBytes(data[7..]) + 1);
        }
        else if (!inFrame && type.SequenceEqual("ANMF"u8) && !_isAnimated)
        {
            _isAnimated = true;
            return data.Length < 16 ? PictureReader.Damaged("the first picture of its animation is empty")
                : (ThreeBytes(data), ThreeBytes(data[3..]), ThreeBytes(data[6..]) + 1, ThreeBytes(data[9..]) + 1) != (0, 0, _canvas?.Width, _canvas?.Height)
                    ? PictureReader.Unusual("the first picture of its animation does not fill it")
                    : Take(at + Head + 16, end, inFrame: true);
        }
        else if (type.SequenceEqual("ICCP"u8))
        {
            _profile ??= (at, end);
        }
        else if (type.SequenceEqual("EXIF"u8))
        {
            _exif ??= (at, end);
        }

        return null;
    }

    private PictureReading End(int end)
    {
        if (_pixels is not { } pixels || Size(file.Span[pixels.Start..pixels.End]) is not (var width, var height, var isLossless))
        {
            return PictureReader.Damaged("it has no pixels");
        }

        if (_canvas is { } canvas && canvas != (width, height))
        {
            return PictureReader.Untrue($"{canvas.Width}x{canvas.Height}, and {width}x{height} in its pixels");
        }

        // The first part of a lossy picture says how long it is; what follows has no length of its own.
        ReadOnlySpan<byte> data = file.Span[(pixels.Start + Head)..pixels.End];
        if (!isLossless && ThreeBytes(data) >> 5 > data.Length - 10)
        {
            return PictureReader.Damaged("its pixels end early");
        }

        bool isWide = _profile is { } profile && profile.End - profile.Start <= MostProfile && ColourProfile.IsWide(file.Span[(profile.Start + Head)..profile.End]);
        PictureTraits traits = (_isAnimated ? PictureTraits.Animated : PictureTraits.None)
            | (isWide ? PictureTraits.WideGamut : PictureTraits.None)
            | (file.Span[end..].ContainsAnyExcept((byte)0) ? PictureTraits.HasMoreBehind : PictureTraits.None);
        int orientation = _exif is { } exif ? ExifOrientation.Read(file.Span[(exif.Start + Head)..exif.End]) ?? 1 : 1;
        var facts = new PictureFacts("image/webp", width, height, orientation, isLossless || _alpha is not null, traits);
        var whole = new PictureParts(file);
        whole.Add(0, end);
        return new PictureReading.Good(
            facts, _isAnimated ? Written(width, height, [_profile, _alpha, _pixels, _exif]) : whole.ToImmutable(), Written(width, height, [isLossless ? null : _alpha, _pixels]));
    }

    private static (int Width, int Height, bool IsLossless)? Size(ReadOnlySpan<byte> chunk)
    {
        ReadOnlySpan<byte> data = chunk[Head..];
        if (chunk.StartsWith("VP8L"u8))
        {
            uint bits = data.Length >= 5 && data[0] == 0x2F ? BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) : 0;
            return data.Length >= 5 && data[0] == 0x2F ? ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, true) : null;
        }

        if (data.Length < 10 || (data[0] & 1) != 0 || !data.Slice(3, 3).SequenceEqual<byte>([0x9D, 0x01, 0x2A]))
        {
            return null;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
        int height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
        return width == 0 || height == 0 ? null : (width, height, false);
    }

    // A file of these chunks alone; the extended header says which of them are there.
    private ImmutableArray<ReadOnlyMemory<byte>> Written(int width, int height, ReadOnlySpan<(int Start, int End)?> chunks)
    {
        var parts = new PictureParts(file);
        int flags = 0;
        int bytes = 4;
        foreach ((int Start, int End)? one in chunks)
        {
            if (one is (var start, var end))
            {
                ReadOnlySpan<byte> type = file.Span.Slice(start, 4);
                flags |= type.SequenceEqual("ALPH"u8) ? 0x10 : type.SequenceEqual("ICCP"u8) ? 0x20 : type.SequenceEqual("EXIF"u8) ? 0x08 : 0;
                bytes += end - start + ((end - start) & 1);
            }
        }

        byte[] extended = flags == 0 ? [] : [.. "VP8X"u8, 10, 0, 0, 0, (byte)flags, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]];
        parts.Add([.. "RIFF"u8, .. BitConverter.GetBytes(bytes + extended.Length), .. "WEBP"u8, .. extended]);
        foreach ((int Start, int End)? one in chunks)
        {
            if (one is (var start, var end))
            {
                parts.Add(start, end);
                if (((end - start) & 1) != 0)
                {
                    parts.Add([0]);
                }
            }
        }

        return parts.ToImmutable();
    }

    private static int ThreeBytes(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
