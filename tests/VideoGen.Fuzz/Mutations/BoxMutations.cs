using System.Buffers.Binary;
using System.Text;

namespace VideoGen.Fuzz.Mutations;

/// <summary>Changes that see the boxes of an MP4: sizes that lie, boxes that are gone, doubled or elsewhere, counts without end.</summary>
internal sealed class BoxMutations(Random random)
{
    private static readonly string[] Types = ["ftyp", "moov", "mvhd", "mvex", "trex", "trak", "tkhd", "mdia", "mdhd", "hdlr", "minf", "stbl", "stsd", "stts", "moof", "traf", "tfhd", "trun", "mdat", "free"];
    private static readonly HashSet<string> Holders = ["moov", "mvex", "trak", "mdia", "minf", "stbl", "moof", "traf"];
    private static readonly uint[] Sizes = [0, 1, 2, 7, 8, 9, 15, 16, 17, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
    private static readonly ulong[] LargeSizes = [0, 1, 15, 16, 17, 1UL << 31, 1UL << 32, 1UL << 62, 1UL << 63, ulong.MaxValue, long.MaxValue];
    private static readonly uint[] Fields = [0, 1, 2, 0x100, 0x101, 0xF01, 0xF00, 1000, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

    public byte[] Change(byte[] input)
    {
        List<Box> boxes = [];
        Walk(input, 0, input.Length, boxes, depth: 0);
        if (boxes.Count == 0)
        {
            return input;
        }

        Box box = boxes[random.Next(boxes.Count)];
        Box other = boxes[random.Next(boxes.Count)];
        byte[] whole = input[box.Start..box.End];
        switch (random.Next(9))
        {
            case 0:
                return Sized(input, box, Sizes[random.Next(Sizes.Length)]);
            case 1:
                return Sized(input, box, (uint)(whole.Length + random.Next(-9, 10)));
            case 2:
                byte[] large = [0, 0, 0, 1, .. whole.AsSpan(4, 4), .. Bytes(random.Next(3) == 0 ? (ulong)whole.Length + 8 : LargeSizes[random.Next(LargeSizes.Length)]), .. whole.AsSpan(8)];
                return Refit(input, boxes, box, large);
            case 3:
                return ByteMutations.With(input, box.Start + 4, Encoding.ASCII.GetBytes(Types[random.Next(Types.Length)]), 4);
            case 4:
                return Refit(input, boxes, box, []);
            case 5:
                return Refit(input, boxes, box, [.. whole, .. whole]);
            case 6:
                return Refit(input, boxes, box, input[other.Start..other.End]);
            case 7:
                return Refit(input, boxes, box, [.. Bytes((uint)whole.Length + 8), .. Encoding.ASCII.GetBytes(Types[random.Next(Types.Length)]), .. whole]);
            default:
                int fields = (whole.Length - 8) / 4;
                return fields == 0 ? input : ByteMutations.With(input, box.Start + 8 + 4 * random.Next(Math.Min(fields, 16)), Bytes(Fields[random.Next(Fields.Length)]), 4);
        }
    }

    private static byte[] Sized(byte[] input, Box box, uint size) => ByteMutations.With(input, box.Start, Bytes(size), 4);

    /// <summary>Puts other bytes in the place of a box; the sizes of the boxes around it stay true.</summary>
    private static byte[] Refit(byte[] input, List<Box> boxes, Box box, byte[] other)
    {
        byte[] changed = ByteMutations.With(input, box.Start, other, box.End - box.Start);
        foreach (Box around in boxes.Where(b => b.Start < box.Start && b.End >= box.End))
        {
            BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(around.Start), (uint)(around.End - around.Start + other.Length - (box.End - box.Start)));
        }

        return changed;
    }

    private static void Walk(byte[] input, int at, int end, List<Box> found, int depth)
    {
        while (at + 8 <= end && found.Count < 500)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(input.AsSpan(at));
            if (size < 8 || size > end - at)
            {
                return;
            }

            found.Add(new Box(at, at + (int)size));
            if (depth < 10 && Holders.Contains(Encoding.ASCII.GetString(input, at + 4, 4)))
            {
                Walk(input, at + 8, at + (int)size, found, depth + 1);
            }

            at += (int)size;
        }
    }

    private static byte[] Bytes(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Bytes(ulong number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    private sealed record Box(int Start, int End);
}
