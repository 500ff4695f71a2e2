using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VideoGen.Animatic.Sampling;

/// <summary>
/// Resamples one plane: rows first (eight source rows become one), then columns. Integer arithmetic, so that every processor gives the
/// same bytes. Not thread-safe: one per render.
/// </summary>
internal sealed class PlaneSampler
{
    // Rows keep this many fraction bits: 255 x 1.3 overshoot x 64 stays inside 16 signed bits.
    private const int RowBits = 6;
    private const int RowShift = AxisTaps.Bits - RowBits;
    private const int ColumnShift = AxisTaps.Bits + RowBits;
    private short[] _row = [];

    /// <summary>Fills a target plane.</summary>
    /// <param name="source">Source plane, with at least 32 readable bytes after its last pixel.</param>
    /// <param name="width">Width of the source plane.</param>
    /// <param name="columns">Taps of the columns.</param>
    /// <param name="rows">Taps of the rows.</param>
    /// <param name="target">Target plane, as large as the taps say.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<byte> source, int width, AxisTaps columns, AxisTaps rows, Span<byte> target)
    {
        int wide = columns.First.Length;
        int from = columns.First[0];
        int to = columns.First[^1] + AxisTaps.Count;
        if (_row.Length < width + 64)
        {
            _row = new short[width + 64];
        }

        for (int y = 0; y < rows.First.Length; y++)
        {
            ReadOnlySpan<short> weights = rows.Weights.AsSpan(y * AxisTaps.Count, AxisTaps.Count);
            ref byte top = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), rows.First[y] * width);
            Span<byte> line = target.Slice(y * wide, wide);
            if (Avx2.IsSupported)
            {
                MixRowsFast(ref top, width, weights, from, to);
                MixColumnsFast(columns, line);
            }
            else
            {
                MixRows(ref top, width, weights, from, to);
                MixColumns(columns, line, 0);
            }
        }
    }

    /// <summary>The same by plain arithmetic, for processors without the vector instructions; the tests compare the two.</summary>
    internal void FillPlain(ReadOnlySpan<byte> source, int width, AxisTaps columns, AxisTaps rows, Span<byte> target)
    {
        int wide = columns.First.Length;
        _row = new short[width + 64];
        for (int y = 0; y < rows.First.Length; y++)
        {
            ref byte top = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), rows.First[y] * width);
            MixRows(ref top, width, rows.Weights.AsSpan(y * AxisTaps.Count, AxisTaps.Count), columns.First[0], columns.First[^1] + AxisTaps.Count);
            MixColumns(columns, target.Slice(y * wide, wide), 0);
        }
    }

    private void MixRows(ref byte top, int stride, ReadOnlySpan<short> weights, int from, int to)
    {
        for (int x = from; x < to; x++)
        {
            int sum = 1 << (RowShift - 1);
            for (int k = 0; k < AxisTaps.Count; k++)
            {
                sum += weights[k] * Unsafe.Add(ref top, k * stride + x);
            }

            _row[x] = (short)(sum >> RowShift);
        }
    }

    private void MixColumns(AxisTaps columns, Span<byte> line, int from)
    {
        for (int x = from; x < line.Length; x++)
        {
            int sum = 1 << (ColumnShift - 1);
            for (int k = 0; k < AxisTaps.Count; k++)
            {
                sum += columns.Weights[x * AxisTaps.Count + k] * _row[columns.First[x] + k];
            }

            line[x] = (byte)Math.Clamp(sum >> ColumnShift, 0, 255);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixRowsFast(ref byte top, int stride, ReadOnlySpan<short> weights, int from, int to)
    {
        ref short row = ref MemoryMarshal.GetArrayDataReference(_row);
        Vector256<short> w0 = Pair(weights, 0);
        Vector256<short> w1 = Pair(weights, 2);
        Vector256<short> w2 = Pair(weights, 4);
        Vector256<short> w3 = Pair(weights, 6);
        bool outer = weights[0] != 0 || weights[1] != 0 || weights[6] != 0 || weights[7] != 0;
        Vector256<int> half = Vector256.Create(1 << (RowShift - 1));
        ref byte r0 = ref top;
        ref byte r2 = ref Unsafe.Add(ref top, 2 * stride);
        ref byte r4 = ref Unsafe.Add(ref top, 4 * stride);
        ref byte r6 = ref Unsafe.Add(ref top, 6 * stride);
        for (int x = from; x < to; x += 16)
        {
            Vector256<int> low = half;
            Vector256<int> high = half;
            Add(ref r2, stride, x, w1, ref low, ref high);
            Add(ref r4, stride, x, w2, ref low, ref high);
            if (outer)
            {
                Add(ref r0, stride, x, w0, ref low, ref high);
                Add(ref r6, stride, x, w3, ref low, ref high);
            }

            Avx2.PackSignedSaturate(low >> RowShift, high >> RowShift).StoreUnsafe(ref row, (nuint)x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref byte rows, int stride, int x, Vector256<short> weights, ref Vector256<int> low, ref Vector256<int> high)
    {
        Vector256<short> a = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref rows, (nuint)x));
        Vector256<short> b = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref rows, (nuint)(x + stride)));
        low += Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(a, b), weights);
        high += Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(a, b), weights);
    }

    private static Vector256<short> Pair(ReadOnlySpan<short> weights, int k)
    {
        uint first = (ushort)weights[k];
        uint second = (ushort)weights[k + 1];
        return Vector256.Create(first | (second << 16)).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixColumnsFast(AxisTaps columns, Span<byte> line)
    {
        ref short row = ref MemoryMarshal.GetArrayDataReference(_row);
        ref short weights = ref MemoryMarshal.GetArrayDataReference(columns.Weights);
        ref int first = ref MemoryMarshal.GetArrayDataReference(columns.First);
        ref byte target = ref MemoryMarshal.GetReference(line);
        Vector256<int> half = Vector256.Create(1 << (ColumnShift - 1));
        int x = 0;
        for (; x <= line.Length - 8; x += 8)
        {
            Vector256<int> m0 = Products(ref row, ref weights, ref first, x);
            Vector256<int> m1 = Products(ref row, ref weights, ref first, x + 1);
            Vector256<int> m2 = Products(ref row, ref weights, ref first, x + 2);
            Vector256<int> m3 = Products(ref row, ref weights, ref first, x + 3);
            Vector256<int> sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(m0, m1), Avx2.HorizontalAdd(m2, m3));
            Vector256<int> values = (sums + half) >> ColumnShift;
            Vector128<short> words = Sse2.PackSignedSaturate(values.GetLower(), values.GetUpper());
            ulong bytes = Sse2.PackUnsignedSaturate(words, words).AsUInt64().ToScalar();
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, x), bytes);
        }

        MixColumns(columns, line, x);
    }

    // Pixels x and x + 4, so that the horizontal sums come out in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(ref short row, ref short weights, ref int first, int x)
    {
        Vector256<short> values = Vector256.Create(
            Vector128.LoadUnsafe(ref row, (nuint)Unsafe.Add(ref first, x)), Vector128.LoadUnsafe(ref row, (nuint)Unsafe.Add(ref first, x + 4)));
        Vector256<short> taps = Vector256.Create(
            Vector128.LoadUnsafe(ref weights, (nuint)(x * AxisTaps.Count)), Vector128.LoadUnsafe(ref weights, (nuint)((x + 4) * AxisTaps.Count)));
        return Avx2.MultiplyAddAdjacent(values, taps);
    }
}
