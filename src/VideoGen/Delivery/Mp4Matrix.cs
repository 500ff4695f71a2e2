using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VideoGen.Delivery;

/// <summary>The upper left part of a transformation matrix of a movie or a track (ISO/IEC 14496-12, 6.2.2).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Mp4Matrix(long A, long B, long C, long D)
{
    private static readonly Mp4Matrix Straight = new(1 << 16, 0, 0, 1 << 16);

    public static Mp4Matrix OfTrack(ReadOnlySpan<byte> tkhd) => At(tkhd, tkhd.Length > 0 && tkhd[0] == 1 ? 52 : 40);

    public static Mp4Matrix OfMovie(ReadOnlySpan<byte> mvhd) => At(mvhd, mvhd.Length > 0 && mvhd[0] == 1 ? 48 : 36);

    /// <summary>True where a picture lies on its side after both.</summary>
    public static bool IsTurned(Mp4Matrix track, Mp4Matrix movie)
    {
        Int128 across = (Int128)track.A * movie.A + (Int128)track.B * movie.C;
        Int128 down = (Int128)track.A * movie.B + (Int128)track.B * movie.D;
        return Int128.Abs(down) > Int128.Abs(across);
    }

    private static Mp4Matrix At(ReadOnlySpan<byte> box, int at) => box.Length < at + 16
        ? Straight
        : new Mp4Matrix(Number(box, at), Number(box, at + 4), Number(box, at + 12), box.Length < at + 20 ? 1 << 16 : Number(box, at + 16)) is var found && found == default ? Straight : found;

    private static int Number(ReadOnlySpan<byte> box, int at) => BinaryPrimitives.ReadInt32BigEndian(box[at..]);
}
