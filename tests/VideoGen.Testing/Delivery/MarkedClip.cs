using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VideoGen.Testing.Delivery;

/// <summary>A delivered clip and the file that its provider gave, told apart without the product's own code.</summary>
public static class MarkedClip
{
    private static readonly byte[] Xmp = Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC");

    /// <summary>SHA-256 (lowercase hex) of a file without the XMP box at its end; of all of it where there is none.</summary>
    public static string OriginalHash(ReadOnlySpan<byte> file)
    {
        for (int at = 0; at + 24 <= file.Length;)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (size < 8 || size > file.Length - at)
            {
                break;
            }

            if (at + size == file.Length && file.Slice(at + 4, 4).SequenceEqual("uuid"u8) && file.Slice(at + 8, 16).SequenceEqual(Xmp))
            {
                return Convert.ToHexStringLower(SHA256.HashData(file[..at]));
            }

            at += (int)size;
        }

        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
