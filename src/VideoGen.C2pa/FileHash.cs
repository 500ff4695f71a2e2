using System.Buffers.Binary;
using System.Security.Cryptography;
using VideoGen.Provenance;

namespace VideoGen.C2pa;

/// <summary>The hash of an MP4 that its manifest signs (C2PA's BMFF hash, version 2).</summary>
internal static class FileHash
{
    private const int BufferBytes = 1 << 20;

    /// <summary>SHA-256 over every outermost box, each after its place in the file, but for file type, manifest and the index of fragments.</summary>
    public static byte[] Of(Stream file, IEnumerable<TopBox> boxes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> place = stackalloc byte[8];
        byte[] buffer = new byte[BufferBytes];
        foreach (TopBox box in boxes.Where(b => !b.Is("ftyp"u8) && !b.Is("mfra"u8) && b.Uuid != Manifest.BoxType))
        {
            BinaryPrimitives.WriteInt64BigEndian(place, box.Offset);
            hash.AppendData(place);
            file.Position = box.Offset;
            for (long left = box.Size; left > 0;)
            {
                Span<byte> part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
                file.ReadExactly(part);
                hash.AppendData(part);
                left -= part.Length;
            }
        }

        return hash.GetHashAndReset();
    }
}
