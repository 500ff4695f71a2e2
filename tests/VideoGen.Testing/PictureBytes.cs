using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VideoGen.Testing;

/// <summary>Small pictures of any size, made byte by byte: good headers, no pixels worth looking at.</summary>
public static class PictureBytes
{
    /// <summary>A PNG; its pixels are there only when it is small.</summary>
    public static byte[] Png(uint width, uint height, bool hasAlpha = false)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(hasAlpha ? 6 : 2));
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            long bytes = (1 + width * (hasAlpha ? 4L : 3L)) * height;
            zlib.Write(new byte[bytes <= 8_000_000 ? bytes : 1]);
        }

        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A JPEG; 0xC2 makes it progressive.</summary>
    public static byte[] Jpeg(ushort width, ushort height, int orientation = 0, byte frame = 0xC0, bool bigEndian = false, int fill = 0)
    {
        byte[] size = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        byte[] exif = orientation == 0 ? [] : Segment(0xE1, Exif((ushort)orientation, bigEndian));
        return [0xFF, 0xD8, .. exif, .. Enumerable.Repeat((byte)0xFF, fill), .. Segment(frame, size), .. Segment(0xDA, [1, 1, 0, 0, (byte)(frame == 0xC2 ? 0 : 63), 0]), 0x55, 0xFF, 0xD9];
    }

    /// <summary>A WebP of one of its three kinds.</summary>
    public static byte[] WebP(string kind, int width, int height, bool hasAlpha = false) => kind switch
    {
        "VP8 " => WebP(Vp8(width, height)),
        "VP8L" => WebP(RiffChunk("VP8L", [0x2F, .. BitConverter.GetBytes((uint)(width - 1) | ((uint)(height - 1) << 14)), 0])),
        "VP8X" => WebP(Vp8X(width, height, hasAlpha ? 0x10 : 0), hasAlpha ? RiffChunk("ALPH", [0]) : [], Vp8(width, height)),
        _ => throw new ArgumentException("VP8 , VP8L or VP8X.", nameof(kind)),
    };

    /// <summary>A WebP of chunks.</summary>
    public static byte[] WebP(params byte[][] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(c => c)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    /// <summary>A chunk of a WebP, with its padding.</summary>
    public static byte[] RiffChunk(string type, params byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[data.Length & 1]];
    }

    /// <summary>The header of an extended WebP.</summary>
    public static byte[] Vp8X(int width, int height, int flags) =>
        RiffChunk("VP8X", [(byte)flags, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]]);

    /// <summary>The header of a lossy WebP picture, without its pixels.</summary>
    public static byte[] Vp8(int width, int height) =>
        RiffChunk("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]);

    /// <summary>A PNG with further chunks behind its header.</summary>
    public static byte[] PngWith(byte[] png, params byte[][] chunks)
    {
        ArgumentNullException.ThrowIfNull(png);
        return [.. png[..33], .. chunks.SelectMany(c => c), .. png[33..]];
    }

    /// <summary>A JPEG segment.</summary>
    public static byte[] Segment(byte marker, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];
    }

    /// <summary>An EXIF block with an orientation, beginning as JPEG has it.</summary>
    public static byte[] Exif(ushort orientation, bool bigEndian)
    {
        byte[] U16(ushort value) => bigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];
        byte[] U32(ushort value) => bigEndian ? [0, 0, .. U16(value)] : [.. U16(value), 0, 0];
        return
        [
            .. "Exif\0\0"u8, .. bigEndian ? "MM"u8 : "II"u8, .. U16(42), .. U32(8),
            .. U16(2), .. U16(0x010F), .. U16(2), .. U32(1), .. U32(0), .. U16(0x0112), .. U16(3), .. U32(1), .. U16(orientation), 0, 0,
        ];
    }

    /// <summary>A chunk of a PNG.</summary>
    public static byte[] Chunk(string type, params byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] length = new byte[4];
        byte[] check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(named));
        return [.. length, .. named, .. check];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
