using System.Numerics;
using System.Security.Cryptography;

namespace VideoGen.Fal.Webhooks;

/// <summary>Ed25519 verification in plain arithmetic (RFC 8032, section 5.1.7), for machines without OpenSSL. Slow, and enough.</summary>
internal static class Ed25519Managed
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
    private static readonly BigInteger D = Mod(-121_665 * Inverse(121_666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(Encode(Mod(4 * Inverse(5)), sign: false))!.Value;
    private static readonly Point Identity = new(0, 1, 1, 0);

    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (Decode(key) is not { } a)
        {
            return false;
        }

        var r = signature[..32];
        var s = new BigInteger(signature[32..], isUnsigned: true);
        if (s >= L)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(r);
        hash.AppendData(key);
        hash.AppendData(message);
        var k = new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % L;
        var expected = Add(Multiply(Base, s), Multiply(Negate(a), k));
        return CryptographicOperations.FixedTimeEquals(Encode(expected), r);
    }

    public static bool IsUsableKey(ReadOnlySpan<byte> key) => Decode(key) is { } point && !IsIdentity(Multiply(point, 8));

    /// <summary>The point of an encoding; null when it is none or not the canonical one.</summary>
    private static Point? Decode(ReadOnlySpan<byte> encoded)
    {
        Span<byte> bytes = stackalloc byte[32];
        encoded.CopyTo(bytes);
        var sign = (bytes[31] & 0x80) != 0;
        bytes[31] &= 0x7F;
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= P)
        {
            return null;
        }

        var y2 = Mod(y * y);
        var x2 = Mod((y2 - 1) * Inverse(Mod(D * y2 + 1)));
        var x = BigInteger.ModPow(x2, (P + 3) / 8, P);
        if (Mod(x * x - x2) != 0)
        {
            x = Mod(x * RootOfMinusOne);
        }

        if (Mod(x * x - x2) != 0 || (x.IsZero && sign))
        {
            return null;
        }

        x = x.IsEven == sign ? P - x : x;
        return new Point(x, y, 1, Mod(x * y));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        return Encode(Mod(point.Y * inverse), sign: !Mod(point.X * inverse).IsEven);
    }

    private static byte[] Encode(BigInteger y, bool sign)
    {
        var bytes = new byte[32];
        y.TryWriteBytes(bytes, out _, isUnsigned: true);
        bytes[31] |= (byte)(sign ? 0x80 : 0);
        return bytes;
    }

    private static Point Multiply(Point point, BigInteger scalar)
    {
        var result = Identity;
        for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = Add(result, result);
            if (!(scalar >> bit).IsEven)
            {
                result = Add(result, point);
            }
        }

        return result;
    }

    /// <summary>The complete addition law in extended coordinates; it also doubles.</summary>
    private static Point Add(Point p, Point q)
    {
        var a = Mod((p.Y - p.X) * (q.Y - q.X));
        var b = Mod((p.Y + p.X) * (q.Y + q.X));
        var c = Mod(2 * p.T * q.T * D);
        var d = Mod(2 * p.Z * q.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Negate(Point p) => new(Mod(-p.X), p.Y, p.Z, Mod(-p.T));

    private static bool IsIdentity(Point p) => p.X.IsZero && p.Y == p.Z;

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
