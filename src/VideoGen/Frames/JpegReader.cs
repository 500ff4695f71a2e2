using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;

namespace VideoGen.Frames;

/// <summary>Reads a JPEG segment by segment, scans included, up to the end of its picture.</summary>
/// <param name="file">The whole file.</param>
/// <param name="maxPixels">The pixels of larger pictures are not gone through.</param>
internal sealed class JpegReader(ReadOnlyMemory<byte> file, long maxPixels)
{
    // What encoders write is below 20; each scan is a pass over all pixels.
    private const int MostScans = 100;
    private const int MostProfile = 1 << 20;

    // The sampling of colour components, two hexadecimal digits each, that decoders in use know.
    private static readonly FrozenSet<uint> ThreeComponents = FrozenSet.ToFrozenSet<uint>(
    [
        0x111111, 0x211111, 0x121111, 0x221111, 0x411111, 0x421111, 0x141111, 0x241111, 0x121212, 0x212121, 0x222222, 0x221212, 0x222121, 0x112222, 0x311111,
        0x141212, 0x242121, 0x242222, 0x421212,
    ]);

    private static readonly FrozenSet<uint> FourComponents = FrozenSet.ToFrozenSet<uint>([0x11111111, 0x12121212, 0x21212121, 0x22222222, 0x22111122, 0x22111111]);

    private readonly PictureParts _essence = new(file);
    private readonly ArrayBufferWriter<byte> _profile = new();
    private readonly JpegPixels _pixels = new(file.Length, maxPixels);
    private int _width;
    private int _height;
    private int _components;
    private int _scans;
    private int? _orientation;
    private bool _saysHowColoursAreMeant;

    public PictureReading Read()
    {
        _essence.Add(0, 2);
        int at = 2;
        while (NextMarker(ref at) is { } marker)
        {
            if (marker == 0xD9)
            {
                return End(at, hasEnd: true);
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            if (marker == 0xD8)
            {
                return PictureReader.Damaged("a second picture begins inside it");
            }

            ReadOnlySpan<byte> rest = file.Span[at..];
            int length = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length < 2 || length > rest.Length)
            {
                return PictureReader.CutShort();
            }

            int end = at + length;
            if (Take(marker, rest[2..length], at - 2, ref end) is { } bad)
            {
                return bad;
            }

            at = end;
        }

        // Without its last two bytes a picture is a picture still; every program shows it.
        return _scans > 0 && _pixels.IsWhole ? End(file.Length, hasEnd: false) : PictureReader.CutShort();
    }

    // Markers may have fill bytes before them; decoders also step over bytes that belong nowhere.
    private byte? NextMarker(ref int at)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        while (at < bytes.Length && bytes[at..].IndexOf((byte)0xFF) is >= 0 and var skipped)
        {
            at += skipped;
            while (at < bytes.Length && bytes[at] == 0xFF)
            {
                at++;
            }

            if (at < bytes.Length && bytes[at] != 0)
            {
                return bytes[at++];
            }
        }

        return null;
    }

    private PictureReading.Bad? Take(byte marker, ReadOnlySpan<byte> segment, int start, ref int end)
    {
        switch (marker)
        {
            case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                _essence.Add(start, end);
                return _components > 0 ? PictureReader.Untrue("it has a second header") : Frame(marker, segment);
            case 0xDA:
                int pixels = end;
                end = EndOfScan(end);
                _essence.Add(start, end);
                _scans++;
                return _components == 0 ? PictureReader.Damaged("its pixels come before its header")
                    : _scans > MostScans ? PictureReader.Unusual($"it has more than {MostScans} scans")
                    : Damaged(_pixels.Scan(segment, file.Span[pixels..end]));
            case 0xC4:
                _essence.Add(start, end);
                return Damaged(_pixels.Tables(segment));
            case 0xDD:
                _essence.Add(start, end);
                _pixels.Restart(segment);
                return null;
            case 0xDB:
                _essence.Add(start, end);
                return null;
            case 0xE0 when segment.StartsWith("JFIF\0"u8):
                _essence.Add(start, end);
                return null;
            case 0xEE when segment.StartsWith("Adobe"u8):
                _essence.Add(start, end);
                _saysHowColoursAreMeant = true;
                return null;
            case 0xE1 when segment.StartsWith("Exif\0\0"u8):
                _orientation ??= ExifOrientation.Read(segment);
                return null;
            case 0xE2 when segment.StartsWith("ICC_PROFILE\0"u8) && segment.Length > 14 && _profile.WrittenCount < MostProfile:
                _profile.Write(segment[14..]);
                return null;
            case 0xCC:
                return PictureReader.Unusual("it is compressed by arithmetic coding");
            default:
                return null;
        }
    }

    private static PictureReading.Bad? Damaged(string? what) => what is null ? null : PictureReader.Damaged(what);

    // Behind a scan's header stand its pixels; markers in them are stuffed, or restart the decoder.
    private int EndOfScan(int at)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        while (bytes[at..].IndexOf((byte)0xFF) is >= 0 and var skipped)
        {
            at += skipped;
            if (at + 1 < bytes.Length && bytes[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += at + 1 < bytes.Length && bytes[at + 1] == 0xFF ? 1 : 2;
            if (at >= bytes.Length)
            {
                break;
            }
        }

        return bytes.Length;
    }

    private PictureReading.Bad? Frame(byte marker, ReadOnlySpan<byte> frame)
    {
        if (marker > 0xC2)
        {
            return PictureReader.Unusual(marker >= 0xC9 ? "it is compressed by arithmetic coding" : "it is lossless or hierarchical");
        }

        if (frame.Length < 6 || frame.Length != 6 + 3 * frame[5])
        {
            return PictureReader.Damaged("its header makes no sense");
        }

        _height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        _width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        _components = frame[5];
        if (_width == 0 || _height == 0)
        {
            return PictureReader.Damaged("its header makes no sense");
        }

        uint sampling = 0;
        for (int i = 0; i < _components && i < 4; i++)
        {
            sampling = (sampling << 8) | frame[7 + 3 * i];
        }

        bool isKnown = _components switch { 1 => sampling is > 0x0F and <= 0x44 && (sampling & 15) is >= 1 and <= 4, 3 => ThreeComponents.Contains(sampling), 4 => FourComponents.Contains(sampling), _ => false };
        if (frame[0] != 8 || !isKnown)
        {
            return PictureReader.Unusual(isKnown ? $"its colours have {frame[0]} bits" : $"its {_components} colours are sampled as {sampling:x}");
        }

        _pixels.Frame(isProgressive: marker == 0xC2, frame);
        return null;
    }

    private PictureReading End(int end, bool hasEnd)
    {
        if (_scans == 0)
        {
            return PictureReader.Damaged("it has no pixels");
        }

        if (_pixels.Missing() is { } missing)
        {
            return PictureReader.Damaged(missing);
        }

        // Without the mark of Adobe, programs disagree: ink or its absence, as it is or by luma and chroma.
        if (_components == 4 && !_saysHowColoursAreMeant)
        {
            return PictureReader.Unusual("its four colours do not say how they are meant");
        }

        PictureTraits traits = (_components == 4 ? PictureTraits.Cmyk : PictureTraits.None)
            | (ColourProfile.IsWide(_profile.WrittenSpan) ? PictureTraits.WideGamut : PictureTraits.None)
            | (file.Span[end..].ContainsAnyExcept((byte)0) ? PictureTraits.HasMoreBehind : PictureTraits.None);
        var still = new PictureParts(file);
        still.Add(0, end);
        if (hasEnd)
        {
            _essence.Add(end - 2, end);
        }
        else
        {
            _essence.Add([0xFF, 0xD9]);
            still.Add([0xFF, 0xD9]);
        }

        return new PictureReading.Good(new PictureFacts("image/jpeg", _width, _height, _orientation ?? 1, Traits: traits), still.ToImmutable(), _essence.ToImmutable());
    }
}
