using System.Buffers.Binary;

namespace VideoGen.Fuzz.Mutations;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
internal sealed class ByteMutations(Random random, byte[][] words)
{
    private static readonly uint[] Edges = [0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    public byte[] Change(byte[] input)
    {
        int at = random.Next(input.Length + 1);
        if (input.Length == 0)
        {
            return Word(input);
        }

        int inside = Math.Min(at, input.Length - 1);
        int length = Math.Min(input.Length - inside, 1 + (int)Math.Pow(input.Length, random.NextDouble()));
        switch (random.Next(9))
        {
            case 0:
                return With(input, inside, [(byte)(input[inside] ^ (1 << random.Next(8)))], 1);
            case 1:
                return With(input, inside, [(byte)random.Next(256)], 1);
            case 2:
                return With(input, at, [(byte)random.Next(256)], 0);
            case 3:
                return With(input, inside, [], length);
            case 4:
                return With(input, at, input.AsSpan(inside, length), 0);
            case 5:
                return With(input, inside, input.AsSpan(random.Next(input.Length - length + 1), length), length);
            case 6:
                return Number(input, inside);
            case 7:
                return With(input, inside, [(byte)(input[inside] + random.Next(-4, 5))], 1);
            default:
                return Word(input);
        }
    }

    /// <summary>Puts a word in, or writes over what is there.</summary>
    public byte[] Word(byte[] input)
    {
        byte[] word = words.Length == 0 ? [(byte)random.Next(256)] : words[random.Next(words.Length)];
        int at = random.Next(input.Length + 1);
        return With(input, at, word, random.Next(2) == 0 ? 0 : Math.Min(word.Length, input.Length - at));
    }

    public static byte[] With(byte[] input, int at, ReadOnlySpan<byte> piece, int insteadOf) =>
        [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(at + insteadOf)];

    private byte[] Number(byte[] input, int at)
    {
        Span<byte> number = stackalloc byte[4];
        uint value = Edges[random.Next(Edges.Length)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        }

        return With(input, at, number, Math.Min(4, input.Length - at));
    }
}
