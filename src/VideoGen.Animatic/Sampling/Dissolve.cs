using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VideoGen.Animatic.Sampling;

/// <summary>Mixes two frames.</summary>
internal static class Dissolve
{
    /// <summary>Mixes the second frame into the first.</summary>
    /// <param name="into">First frame, and the result.</param>
    /// <param name="other">Second frame, of the same length.</param>
    /// <param name="share">Share of the second, 0 to 1.</param>
    public static void Mix(Span<byte> into, ReadOnlySpan<byte> other, double share)
    {
        ushort b = (ushort)Math.Round(Math.Clamp(share, 0, 1) * 256);
        ushort a = (ushort)(256 - b);
        ref byte first = ref MemoryMarshal.GetReference(into);
        ref byte second = ref MemoryMarshal.GetReference(other);
        int i = 0;
        for (; i <= into.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            (Vector256<ushort> firstLow, Vector256<ushort> firstHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            (Vector256<ushort> secondLow, Vector256<ushort> secondHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref second, (nuint)i));
            Vector256<ushort> low = (firstLow * a + secondLow * b + Vector256.Create((ushort)128)) >> 8;
            Vector256<ushort> high = (firstHigh * a + secondHigh * b + Vector256.Create((ushort)128)) >> 8;
            Vector256.Narrow(low, high).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < into.Length; i++)
        {
            into[i] = (byte)((into[i] * a + other[i] * b + 128) >> 8);
        }
    }
}
