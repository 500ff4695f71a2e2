using System.Buffers.Binary;
using System.Text;

namespace VideoGen.C2pa;

/// <summary>Boxes of JUMBF (ISO 19566-5), in which C2PA keeps its manifests.</summary>
internal static class Jumbf
{
    private const byte HasLabelAndMayBeAskedFor = 3;

    private static ReadOnlySpan<byte> TypeEnding => [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>A box with a label that holds others.</summary>
    /// <param name="type">Four characters that C2PA gives its kind.</param>
    /// <param name="label">What it is called in addresses.</param>
    /// <param name="content">What it holds.</param>
    public static byte[] Super(ReadOnlySpan<byte> type, string label, params byte[][] content)
    {
        byte[] description = Box("jumd"u8, [.. type, .. TypeEnding, HasLabelAndMayBeAskedFor, .. Encoding.UTF8.GetBytes(label), 0]);
        return Box("jumb"u8, [.. description, .. content.SelectMany(c => c)]);
    }

    /// <summary>A box with a label that holds a CBOR value.</summary>
    public static byte[] OfCbor(ReadOnlySpan<byte> type, string label, byte[] value) => Super(type, label, Box("cbor"u8, value));

    /// <summary>A box.</summary>
    public static byte[] Box(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        type.CopyTo(box.AsSpan(4));
        content.CopyTo(box, 8);
        return box;
    }
}
