using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>Tells whether colours are more than sRGB has, by the primaries of an ICC profile (ICC.1) or of a PNG. Pure.</summary>
internal static class ColourProfile
{
    private const double Tolerance = 0.02;

    // Red, green and blue of sRGB as a profile stores them: X and Y, adapted to D50.
    private static readonly double[] Srgb = [0.4361, 0.2225, 0.3851, 0.7169, 0.1431, 0.0606];

    // The same as chromaticities, as PNG's cHRM stores them.
    private static readonly double[] SrgbChromaticities = [0.64, 0.33, 0.30, 0.60, 0.15, 0.06];

    /// <summary>True when a profile of three colorants has others than sRGB. A profile that cannot be read says nothing.</summary>
    public static bool IsWide(ReadOnlySpan<byte> icc)
    {
        if (icc.Length < 132 || !icc.Slice(16, 4).SequenceEqual("RGB "u8))
        {
            return false;
        }

        double[] colorants = [.. Xy(icc, "rXYZ"u8), .. Xy(icc, "gXYZ"u8), .. Xy(icc, "bXYZ"u8)];
        return colorants.Length == Srgb.Length && Differs(colorants, Srgb);
    }

    /// <summary>True for a <c>cHRM</c> chunk with other primaries than sRGB.</summary>
    public static bool IsWideChromaticities(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 32)
        {
            return false;
        }

        double[] primaries = new double[6];
        for (int i = 0; i < primaries.Length; i++)
        {
            primaries[i] = BinaryPrimitives.ReadUInt32BigEndian(chunk[(8 + 4 * i)..]) / 100_000.0;
        }

        return Differs(primaries, SrgbChromaticities);
    }

    private static bool Differs(double[] one, double[] other) => one.Zip(other).Any(p => Math.Abs(p.First - p.Second) > Tolerance);

    private static double[] Xy(ReadOnlySpan<byte> icc, ReadOnlySpan<byte> tag)
    {
        uint tags = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(icc[128..]), 200);
        for (int i = 0; i < tags && 132 + (i + 1) * 12 <= icc.Length; i++)
        {
            ReadOnlySpan<byte> entry = icc.Slice(132 + i * 12, 12);
            uint at = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            if (entry.StartsWith(tag) && at + 16L <= icc.Length)
            {
                ReadOnlySpan<byte> value = icc[(int)at..];
                return [BinaryPrimitives.ReadInt32BigEndian(value[8..]) / 65_536.0, BinaryPrimitives.ReadInt32BigEndian(value[12..]) / 65_536.0];
            }
        }

        return [];
    }
}
