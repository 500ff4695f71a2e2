using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VideoGen.Frames;

/// <summary>
/// Goes through the pixels of a JPEG without making any: counts the blocks of every scan (ITU T.81, annexes F and G), so that a picture whose data
/// end before its last block is known. What programs read though it is unusual is let pass: standard tables that are not in the file.
/// </summary>
/// <param name="fileLength">Bytes of the file: what is remembered of a picture is no more than some of them.</param>
/// <param name="maxPixels">Pictures with more pixels are not gone through.</param>
internal sealed class JpegPixels(int fileLength, long maxPixels)
{
    // Bytes that may be remembered for each byte of the file.
    private const int Memory = 6;

    private readonly JpegHuffman?[] _tables = new JpegHuffman?[8];
    private Component[] _components = [];
    private bool _isProgressive;
    private int _width;
    private int _height;
    private int _widest;
    private int _tallest;
    private int _restart;
    private bool _isUnknown;
    private bool _remembers;

    /// <summary>True when every block of the picture is known to be there.</summary>
    public bool IsWhole => !_isUnknown && _components.Length > 0 && Missing() is null;

    /// <summary>Takes the frame header, whose length was checked.</summary>
    public void Frame(bool isProgressive, ReadOnlySpan<byte> frame)
    {
        _height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        _width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        (_isProgressive, _components, _isUnknown) = (isProgressive, new Component[frame[5]], (long)_width * _height > maxPixels);
        for (int i = 0; i < _components.Length; i++)
        {
            byte sampling = frame[7 + 3 * i];
            _components[i] = new Component(frame[6 + 3 * i], sampling >> 4, sampling & 15);
            (_widest, _tallest) = (Math.Max(_widest, sampling >> 4), Math.Max(_tallest, sampling & 15));
        }

        long blocks = 0;
        foreach (Component component in _components)
        {
            (int across, int down) = Size(component);
            blocks += (long)across * down;
        }

        _remembers = isProgressive && blocks * sizeof(ulong) <= (long)fileLength * Memory;
    }

    /// <summary>Takes the interval of restarts.</summary>
    public void Restart(ReadOnlySpan<byte> segment) => _restart = segment.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(segment);

    /// <summary>Takes tables. What is wrong with them, or null.</summary>
    public string? Tables(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            byte id = segment[0];
            int number = (id & 0xEC) == 0 ? (id >> 4 << 2) | (id & 3) : -1;
            if (number < 0 || (_tables[number] ??= new JpegHuffman()).Define(segment[1..]) is not { } length)
            {
                return "its tables make no sense";
            }

            segment = segment[(1 + length)..];
        }

        return null;
    }

    /// <summary>Goes through a scan. What is wrong with it, or null.</summary>
    /// <param name="header">Header of the scan.</param>
    /// <param name="data">What stands behind it, up to the next marker that is no restart.</param>
    public string? Scan(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        if (_isUnknown)
        {
            return null;
        }

        int count = header.Length > 0 ? header[0] : 0;
        if (count is 0 or > 4 || header.Length != 4 + 2 * count)
        {
            return "the header of its pixels makes no sense";
        }

        var pass = _isProgressive ? new Pass(header[^3], header[^2], header[^1] >> 4, header[^1] & 15) : new Pass(0, 63, 0, 0);
        var parts = new Part[count];
        for (int i = 0; i < count; i++)
        {
            byte id = header[1 + 2 * i];
            byte tables = header[2 + 2 * i];
            if (Find(id) is not { } component || !pass.IsPossible(_isProgressive, count) || (tables & 0xCC) != 0)
            {
                return "the header of its pixels makes no sense";
            }

            parts[i] = new Part(component, _tables[tables >> 4], _tables[4 + (tables & 3)]);
            bool needsOne = pass.First == 0 && pass.Before == 0 && parts[i].Direct is null;
            if (needsOne || (pass.Last > 0 && parts[i].Waves is null))
            {
                _isUnknown = true;
                return null;
            }
        }

        string? wrong = pass is { First: > 0, Before: > 0 } && !_remembers ? null : Walk(parts, pass, new JpegBits(data));
        foreach (Part part in parts)
        {
            part.Component.Exactness.AsSpan(pass.First, pass.Last - pass.First + 1).Fill((byte)pass.After);
        }

        return wrong;
    }

    /// <summary>What the scans leave out, or null.</summary>
    public string? Missing() => _isUnknown ? null
        : Array.Exists(_components, c => c.Exactness[0] == Component.Nothing) ? "one of its colours is missing"
        : Array.Exists(_components, c => c.Exactness.AsSpan().ContainsAnyExcept((byte)0)) ? "the last passes over its pixels are missing"
        : null;

    private string? Walk(Part[] parts, Pass pass, JpegBits bits)
    {
        bool isAlone = parts.Length == 1;
        (int across, int down) = isAlone ? Size(parts[0].Component) : (Ceiling(_width, 8 * _widest), Ceiling(_height, 8 * _tallest));
        long units = (long)across * down;
        int run = 0;
        for (long unit = 0; unit < units; unit++)
        {
            if (_restart > 0 && unit > 0 && unit % _restart == 0)
            {
                bits.Restart();
                run = 0;
            }

            foreach (Part part in parts)
            {
                for (int block = isAlone ? 1 : part.Component.Across * part.Component.Down; block > 0; block--)
                {
                    Block(ref bits, part, pass, ref run, isAlone && _remembers ? part.Component.History(units) : null, unit);
                }
            }

            if (bits.HasEnded)
            {
                return $"its pixels end after {100 * unit / units} % of a pass over them";
            }

            if (bits.IsBroken)
            {
                return "its pixels cannot be decoded";
            }
        }

        return null;
    }

    private void Block(ref JpegBits bits, Part part, Pass pass, ref int run, ulong[]? history, long unit)
    {
        int at = pass.First;
        if (at == 0 && pass.Before > 0)
        {
            bits.Take(1);
        }
        else if (at == 0)
        {
            bits.Take(Math.Min(bits.Symbol(part.Direct!), 16));
        }

        at = Math.Max(at, 1);
        if (at > pass.Last)
        {
            return;
        }

        if (pass.Before > 0)
        {
            Refine(ref bits, part.Waves!, (at, pass.Last), ref run, ref history![unit]);
            return;
        }

        if (run > 0)
        {
            run--;
            return;
        }

        for (; at <= pass.Last && !bits.HasEnded; at++)
        {
            int symbol = bits.Symbol(part.Waves!);
            (int zeros, int size) = (symbol >> 4, symbol & 15);
            if (size == 0 && zeros < 15)
            {
                run = _isProgressive ? (1 << zeros) - 1 + bits.Take(zeros) : 0;
                return;
            }

            at += zeros;
            bits.Take(size);
            if (history is not null && size > 0 && at <= pass.Last)
            {
                history[unit] |= 1UL << at;
            }
        }
    }

    // A bit for each wave that is known, and new ones between them (T.81, G.1.2.3).
    private static void Refine(ref JpegBits bits, JpegHuffman table, (int At, int Last) waves, ref int run, ref ulong known)
    {
        (int at, int last) = waves;
        for (; run == 0 && at <= last && !bits.HasEnded; at++)
        {
            int symbol = bits.Symbol(table);
            (int zeros, int size) = (symbol >> 4, symbol & 15);
            if (size == 0 && zeros < 15)
            {
                run = (1 << zeros) + bits.Take(zeros);
                break;
            }

            bits.Take(size == 0 ? 0 : 1);
            for (; at <= last; at++)
            {
                if ((known >> at & 1) != 0)
                {
                    bits.Take(1);
                }
                else if (zeros-- == 0)
                {
                    break;
                }
            }

            known |= size > 0 && at <= last ? 1UL << at : 0;
        }

        if (run > 0)
        {
            for (; at <= last; at++)
            {
                bits.Take((int)(known >> at & 1));
            }

            run--;
        }
    }

    private Component? Find(byte id)
    {
        foreach (Component component in _components)
        {
            if (component.Id == id)
            {
                return component;
            }
        }

        return null;
    }

    // Blocks of a component that stands alone in a scan: those at the edge that hold no pixel are left out.
    private (int Across, int Down) Size(Component component) =>
        (Ceiling(Ceiling(_width * component.Across, _widest), 8), Ceiling(Ceiling(_height * component.Down, _tallest), 8));

    private static int Ceiling(int of, int by) => (of + by - 1) / by;

    private sealed class Component(byte id, int across, int down)
    {
        public const byte Nothing = byte.MaxValue;

        private ulong[]? _history;

        public byte Id => id;

        public int Across => across;

        public int Down => down;

        // Bits still missing of each of the 64 coefficients.
        public byte[] Exactness { get; } = [.. Enumerable.Repeat(Nothing, 64)];

        public ulong[] History(long blocks) => _history ??= new ulong[blocks];
    }

    private readonly record struct Part(Component Component, JpegHuffman? Direct, JpegHuffman? Waves);

    // The part of the 64 coefficients that a scan brings, and how many of their bits were and are still missing.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pass(int First, int Last, int Before, int After)
    {
        public bool IsPossible(bool isProgressive, int components) =>
            First <= Last && Last <= 63 && (!isProgressive || (First == 0 ? Last == 0 : components == 1));
    }
}
