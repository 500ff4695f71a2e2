using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace VideoGen.Delivery;

/// <summary>Where an element of an EBML file (RFC 8794) stands.</summary>
/// <param name="Id">Its id, with the length marker.</param>
/// <param name="Start">First byte of its content.</param>
/// <param name="End">First byte behind it; <see cref="long.MaxValue"/> where its length is unknown.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EbmlElement(long Id, long Start, long End)
{
    private const int LongestHeader = 12;

    public bool IsSized => End != long.MaxValue;

    /// <summary>The element at a place; null where none begins there.</summary>
    public static EbmlElement? At(Stream file, long at)
    {
        Span<byte> bytes = stackalloc byte[LongestHeader];
        file.Position = at;
        return Read(bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)], at);
    }

    /// <summary>The elements of a block of memory, up to the first that does not fit.</summary>
    public static IEnumerable<(long Id, byte[] Content)> List(byte[] block)
    {
        for (long at = 0; at < block.Length && Read(block.AsSpan((int)at, (int)Math.Min(LongestHeader, block.Length - at)), at) is { } element && element.End <= block.Length; at = element.End)
        {
            yield return (element.Id, block[(int)element.Start..(int)element.End]);
        }
    }

    /// <summary>A whole number.</summary>
    public static ulong Number(ReadOnlySpan<byte> content)
    {
        ulong number = 0;
        foreach (byte next in content.Length <= 8 ? content : content[^8..])
        {
            number = (number << 8) | next;
        }

        return number;
    }

    /// <summary>A number with a fraction; 0 for one that cannot be calculated with.</summary>
    public static double Real(ReadOnlySpan<byte> content)
    {
        double number = content.Length switch
        {
            4 => BinaryPrimitives.ReadSingleBigEndian(content),
            8 => BinaryPrimitives.ReadDoubleBigEndian(content),
            _ => 0,
        };
        return double.IsFinite(number) ? number : 0;
    }

    /// <summary>A number of one to eight bytes that tells its own length; -1 where it is none.</summary>
    public static long Variable(ReadOnlySpan<byte> bytes, bool keepsMarker, out int length)
    {
        length = bytes.IsEmpty || bytes[0] == 0 ? 9 : BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (length > 8 || length > bytes.Length)
        {
            return -1;
        }

        ulong number = Number(bytes[..length]);
        return (long)(keepsMarker ? number : number & ((1UL << (7 * length)) - 1));
    }

    private static EbmlElement? Read(ReadOnlySpan<byte> bytes, long at)
    {
        long id = Variable(bytes, keepsMarker: true, out int idLength);
        if (id < 0 || idLength > 4)
        {
            return null;
        }

        long size = Variable(bytes[idLength..], keepsMarker: false, out int sizeLength);
        if (size < 0)
        {
            return null;
        }

        long start = at + idLength + sizeLength;
        bool isUnknown = size == (1L << (7 * sizeLength)) - 1;
        return new EbmlElement(id, start, isUnknown || size > long.MaxValue - start - 1 ? long.MaxValue : start + size);
    }
}
