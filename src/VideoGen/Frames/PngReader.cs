using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.IO.Hashing;

namespace VideoGen.Frames;

/// <summary>Reads a PNG chunk by chunk.</summary>
/// <param name="file">The whole file.</param>
/// <param name="maxPixels">The pixels of larger pictures are not unpacked.</param>
internal sealed class PngReader(ReadOnlyMemory<byte> file, long maxPixels)
{
    private const int Signature = 8;
    private const int MostProfile = 1 << 20;
    private const int BufferBytes = 1 << 16;

    // Bits a sample may have, by colour type.
    private static readonly Dictionary<byte, byte[]> Depths = new() { [0] = [1, 2, 4, 8, 16], [2] = [8, 16], [3] = [1, 2, 4, 8], [4] = [8, 16], [6] = [8, 16] };

    private readonly PictureParts _still = new(file);
    private readonly PictureParts _essence = new(file);
    private int _width;
    private int _height;
    private byte _colour;
    private byte _depth;
    private bool _isInterlaced;
    private int _firstPixels;
    private bool _hasPalette;
    private bool _hasPixels;
    private bool _mayBeTransparent;
    private bool _saysSrgb;
    private bool _hasProfile;
    private int _orientation = 1;
    private PictureTraits _traits;

    public PictureReading Read()
    {
        _still.Add(0, Signature);
        _essence.Add(0, Signature);
        for (int at = Signature; at < file.Length;)
        {
            ReadOnlySpan<byte> rest = file.Span[at..];
            if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - 12)
            {
                return PictureReader.CutShort();
            }

            int length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
            int end = at + 12 + length;
            ReadOnlySpan<byte> type = rest.Slice(4, 4);
            if ((Take(type, rest.Slice(8, length), at, end) ?? Checked(type, rest[4..(8 + length)], rest[(8 + length)..])) is { } bad)
            {
                return bad;
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return End(end);
            }

            at = end;
        }

        return PictureReader.CutShort();
    }

    private PictureReading.Bad? Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, int at, int end)
    {
        bool isHeader = type.SequenceEqual("IHDR"u8);
        if (isHeader != (at == Signature))
        {
            return isHeader ? PictureReader.Untrue("it has a second header") : PictureReader.Damaged("its header does not come first");
        }

        bool isPixels = type.SequenceEqual("IDAT"u8);
        bool isPalette = type.SequenceEqual("PLTE"u8);
        bool isTransparency = type.SequenceEqual("tRNS"u8);
        bool isAnimation = type.SequenceEqual("acTL"u8) || type.SequenceEqual("fcTL"u8) || type.SequenceEqual("fdAT"u8);
        if (isHeader || isPixels || isPalette || isTransparency || type.SequenceEqual("IEND"u8))
        {
            _essence.Add(at, end);
        }
        else if (type[0] is >= (byte)'A' and <= (byte)'Z')
        {
            return PictureReader.Unusual("it has a part that cannot be left out and that no standard names");
        }

        if (!isAnimation)
        {
            _still.Add(at, end);
        }

        _firstPixels = isPixels && _firstPixels == 0 ? at : _firstPixels;
        _hasPixels |= isPixels && data.Length > 0;
        _hasPalette |= isPalette;
        _mayBeTransparent |= isTransparency;
        _traits |= isAnimation ? PictureTraits.Animated : PictureTraits.None;
        if (isHeader)
        {
            return Header(data);
        }

        Describe(type, data);
        return null;
    }

    // What the picture is made of has to be what was written; programs pass over the rest when it is not.
    private static PictureReading.Bad? Checked(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, ReadOnlySpan<byte> checksum) =>
        type[0] is >= (byte)'a' || Crc32.HashToUInt32(content) == BinaryPrimitives.ReadUInt32BigEndian(checksum) ? null
        : PictureReader.Damaged($"the checksum of its part {System.Text.Encoding.ASCII.GetString(type)} is wrong");

    private PictureReading.Bad? Header(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13 || header[10] != 0 || header[11] != 0 || header[12] > 1 || !Depths.TryGetValue(header[9], out byte[]? depths) || !depths.Contains(header[8]))
        {
            return PictureReader.Damaged("its header makes no sense");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(header);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            return PictureReader.Damaged("its header makes no sense");
        }

        (_width, _height, _depth, _colour, _isInterlaced) = ((int)width, (int)height, header[8], header[9], header[12] == 1);
        _mayBeTransparent = (_colour & 4) != 0;
        return null;
    }

    private void Describe(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (type.SequenceEqual("eXIf"u8))
        {
            _orientation = ExifOrientation.Read(data) ?? _orientation;
        }
        else if (type.SequenceEqual("sRGB"u8))
        {
            _saysSrgb = true;
        }
        else if (type.SequenceEqual("cICP"u8) && data.Length >= 2)
        {
            _traits |= data[0] is 1 or 2 ? PictureTraits.None : PictureTraits.WideGamut;
            _traits |= data[1] is 16 or 18 ? PictureTraits.HighDynamicRange : PictureTraits.None;
        }
        else if (type.SequenceEqual("iCCP"u8) && !_hasProfile)
        {
            // The first counts: unpacking thousands would take its time.
            _hasProfile = true;
            _traits |= ColourProfile.IsWide(Profile(data)) ? PictureTraits.WideGamut : PictureTraits.None;
        }
        else if (type.SequenceEqual("cHRM"u8))
        {
            _traits |= ColourProfile.IsWideChromaticities(data) ? PictureTraits.WideGamut : PictureTraits.None;
        }
    }

    // Name, a zero, the method, then the profile compressed: it may claim to be of any size.
    private static byte[] Profile(ReadOnlySpan<byte> chunk)
    {
        int name = chunk.IndexOf((byte)0);
        if (name < 0 || name + 2 > chunk.Length)
        {
            return [];
        }

        byte[] profile = new byte[MostProfile];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(chunk[(name + 2)..].ToArray()), CompressionMode.Decompress);
            return profile[..zlib.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private PictureReading End(int end)
    {
        if (!_hasPixels || (_colour == 3 && !_hasPalette))
        {
            return PictureReader.Damaged(_hasPixels ? "it has no palette" : "it has no pixels");
        }

        if ((long)_width * _height <= maxPixels && PixelProblem() is { } problem)
        {
            return PictureReader.Damaged(problem);
        }

        _traits &= _saysSrgb ? ~PictureTraits.WideGamut : ~PictureTraits.None;
        _traits |= file.Span[end..].ContainsAnyExcept((byte)0) ? PictureTraits.HasMoreBehind : PictureTraits.None;
        return new PictureReading.Good(new PictureFacts("image/png", _width, _height, _orientation, _mayBeTransparent, _traits, _colour == 3 || _depth < 8), _still.ToImmutable(), _essence.ToImmutable());
    }

    // Unpacks the pixels as far as the picture has any, and looks at none.
    private string? PixelProblem()
    {
        using var packed = new PngPixels(file[_firstPixels..]);
        Span<byte> head = stackalloc byte[2];
        if (packed.ReadAtLeast(head, 2, throwOnEndOfStream: false) < 2 || (head[0] & 15) != 8 || ((head[0] << 8) | head[1]) % 31 != 0 || (head[1] & 0x20) != 0)
        {
            return "its pixels are not packed as in a PNG";
        }

        long expected = Unpacked();
        long there = 0;
        byte[] some = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
            for (int read; there < expected && (read = unpacked.Read(some, 0, (int)Math.Min(some.Length, expected - there))) > 0;)
            {
                there += read;
            }
        }
        catch (InvalidDataException)
        {
            return $"its pixels cannot be unpacked behind {100 * there / expected} %";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(some);
        }

        return there < expected ? $"its pixels end after {100 * there / expected} %" : null;
    }

    // Each row is whole bytes behind one that says how they are to be read; interlaced, a picture is seven smaller ones.
    private long Unpacked()
    {
        int bits = _depth * _colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        long Pass(int left, int top, int right, int down)
        {
            long width = ((long)_width - left + right - 1) / right;
            long height = ((long)_height - top + down - 1) / down;
            return width == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
        }

        return !_isInterlaced ? Pass(0, 0, 1, 1)
            : Pass(0, 0, 8, 8) + Pass(4, 0, 8, 8) + Pass(0, 4, 4, 8) + Pass(2, 0, 4, 4) + Pass(0, 2, 2, 4) + Pass(1, 0, 2, 2) + Pass(0, 1, 1, 2);
    }
}
