using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VideoGen.FalSimulation.Queue;

/// <summary>Ids in the form of a version 4 UUID: random, or the same row of ids for the same seed. Thread-safe.</summary>
internal sealed class IdSource(int? seed)
{
    private long _count;

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[32];
        if (seed is { } value)
        {
            Span<byte> place = stackalloc byte[12];
            BinaryPrimitives.WriteInt32BigEndian(place, value);
            BinaryPrimitives.WriteInt64BigEndian(place[4..], Interlocked.Increment(ref _count));
            SHA256.HashData(place, bytes);
        }
        else
        {
            RandomNumberGenerator.Fill(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true).ToString("D");
    }
}
