using System.Formats.Cbor;

namespace VideoGen.C2pa;

/// <summary>Bytes of a CBOR value.</summary>
internal static class Cbor
{
    public static byte[] Of(Action<CborWriter> write)
    {
        var writer = new CborWriter();
        write(writer);
        return writer.Encode();
    }

    /// <summary>A member of a map with a text.</summary>
    public static void Member(this CborWriter writer, string name, string text)
    {
        writer.WriteTextString(name);
        writer.WriteTextString(text);
    }
}
