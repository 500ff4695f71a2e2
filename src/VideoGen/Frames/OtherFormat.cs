using System.Text;

namespace VideoGen.Frames;

/// <summary>Names what people send in place of a picture, by its first bytes.</summary>
internal static class OtherFormat
{
    private const int HeadBytes = 512;

    private static readonly (byte[] Magic, int At, string Name)[] Known =
    [
        ([.. "ftypavi"u8], 4, "an AVIF picture"), ([.. "ftyphei"u8], 4, "a HEIC picture, as phones make them"), ([.. "ftyphev"u8], 4, "a HEIC picture, as phones make them"),
        ([.. "ftypmif1"u8], 4, "a HEIF picture, as phones make them"), ([.. "ftypmsf1"u8], 4, "a HEIF picture, as phones make them"), ([.. "ftyp"u8], 4, "a video"),
        ([.. "GIF8"u8], 0, "a GIF picture"), ([.. "II*\0"u8], 0, "a TIFF picture or a camera's raw picture"), ([.. "MM\0*"u8], 0, "a TIFF picture or a camera's raw picture"),
        ([.. "BM"u8], 0, "a BMP picture"), ([0, 0, 0, 12, .. "jP  "u8], 0, "a JPEG 2000 picture"), ([0xFF, 0x4F, 0xFF, 0x51], 0, "a JPEG 2000 picture"),
        ([0, 0, 0, 12, .. "JXL "u8], 0, "a JPEG XL picture"), ([0xFF, 0x0A], 0, "a JPEG XL picture"), ([.. "8BPS"u8], 0, "a Photoshop file"), ([.. "%PDF"u8], 0, "a PDF document"),
        ([0, 0, 1, 0], 0, "an icon (ICO)"), ([0x76, 0x2F, 0x31, 0x01], 0, "an OpenEXR picture"), ([0x1A, 0x45, 0xDF, 0xA3], 0, "a video"), ([.. "PK\x03\x04"u8], 0, "a ZIP archive"),
    ];

    /// <summary>The name, with its article; null where it is not known.</summary>
    public static string? Of(ReadOnlySpan<byte> file)
    {
        foreach ((byte[] magic, int at, string name) in Known)
        {
            if (file.Length >= at + magic.Length && file[at..].StartsWith(magic))
            {
                return name;
            }
        }

        string text = Encoding.UTF8.GetString(file[..Math.Min(file.Length, HeadBytes)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text switch
        {
            ['<', ..] => text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "an SVG drawing" : "a page (HTML or XML)",
            ['{' or '[', ..] => "a message (JSON)",
            _ when text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) => "the text of a data: URI",
            _ => null,
        };
    }
}
