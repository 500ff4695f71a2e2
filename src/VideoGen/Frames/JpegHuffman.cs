namespace VideoGen.Frames;

/// <summary>A Huffman table of a JPEG (ITU T.81, annex F.2.2.3). Filled anew each time one of its number is defined.</summary>
internal sealed class JpegHuffman
{
    /// <summary>Longest code in bits.</summary>
    public const int Longest = 16;

    private readonly byte[] _symbols = new byte[256];
    private readonly int[] _last = new int[Longest + 1];
    private readonly int[] _offset = new int[Longest + 1];

    /// <summary>Takes a definition.</summary>
    /// <param name="table">How many codes there are of each length, then their symbols.</param>
    /// <returns>How long the definition was; null where it makes no sense.</returns>
    public int? Define(ReadOnlySpan<byte> table)
    {
        int code = 0;
        int symbols = 0;
        if (table.Length < Longest)
        {
            return null;
        }

        for (int length = 1; length <= Longest; length++)
        {
            code <<= 1;
            _offset[length] = symbols - code;
            code += table[length - 1];
            symbols += table[length - 1];
            _last[length] = code - 1;
            if (code > 1 << length || symbols > _symbols.Length)
            {
                return null;
            }
        }

        if (table.Length < Longest + symbols)
        {
            return null;
        }

        table.Slice(Longest, symbols).CopyTo(_symbols);
        return Longest + symbols;
    }

    /// <summary>The symbol of a code; null where there is no code of that length.</summary>
    public byte? Symbol(int code, int length) => code <= _last[length] ? _symbols[code + _offset[length]] : null;
}
