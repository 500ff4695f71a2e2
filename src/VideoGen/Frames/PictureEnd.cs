using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>
/// Finds out whether a picture is there to its end, decoding no pixel: a transfer that broke off leaves a good header, and providers bill
/// what they then cannot read. Pure.
/// </summary>
internal static class PictureEnd
{
    /// <summary>True when nothing is missing at the end. More bytes than needed are fine.</summary>
    /// <param name="bytes">A file whose header is good.</param>
    /// <param name="mediaType">Its type.</param>
    public static bool IsThere(ReadOnlySpan<byte> bytes, string mediaType) => mediaType switch
    {
        "image/png" => HasEndChunk(bytes),
        "image/jpeg" => HasEndAfterScan(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L <= bytes.Length,
    };

    private static bool HasEndChunk(ReadOnlySpan<byte> bytes)
    {
        for (long at = 8; at + 12 <= bytes.Length; at += 12L + BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]))
        {
            if (bytes.Slice((int)at + 4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }
        }

        return false;
    }

    // Thumbnails end with the same marker, but stand before the scan.
    private static bool HasEndAfterScan(ReadOnlySpan<byte> bytes) =>
        bytes.LastIndexOf<byte>([0xFF, 0xDA]) is >= 0 and var scan && bytes[scan..].IndexOf<byte>([0xFF, 0xD9]) >= 0;
}
