namespace VideoGen.Frames;

/// <summary>The bits of a scan of a JPEG, up to the next marker.</summary>
/// <param name="scan">What stands behind the scan's header.</param>
internal ref struct JpegBits(ReadOnlySpan<byte> scan)
{
    private readonly ReadOnlySpan<byte> _scan = scan;
    private int _at;
    private int _bits;
    private int _left;

    /// <summary>True once more bits were asked for than there are.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True once a code was met that no table has.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next bits as a number; zeros where there are none.</summary>
    public int Take(int count)
    {
        int value = 0;
        for (; count > 0; count--)
        {
            value = (value << 1) | Bit();
        }

        return value;
    }

    /// <summary>The next symbol; 0 where there is none.</summary>
    public int Symbol(JpegHuffman table)
    {
        int code = 0;
        for (int length = 1; length <= JpegHuffman.Longest && !HasEnded; length++)
        {
            code = (code << 1) | Bit();
            if (table.Symbol(code, length) is { } symbol)
            {
                return symbol;
            }
        }

        IsBroken |= !HasEnded;
        return 0;
    }

    /// <summary>Goes on behind the next restart marker.</summary>
    public void Restart()
    {
        _left = 0;
        while (_at + 1 < _scan.Length && !(_scan[_at] == 0xFF && _scan[_at + 1] is >= 0xD0 and <= 0xD7))
        {
            _at++;
        }

        HasEnded |= _at + 1 >= _scan.Length;
        _at += 2;
    }

    private int Bit()
    {
        if (_left == 0)
        {
            if (_at >= _scan.Length || (_scan[_at] == 0xFF && (_at + 1 >= _scan.Length || _scan[_at + 1] != 0)))
            {
                HasEnded = true;
                return 0;
            }

            _bits = _scan[_at];
            _at += _bits == 0xFF ? 2 : 1;
            _left = 8;
        }

        return (_bits >> --_left) & 1;
    }
}
