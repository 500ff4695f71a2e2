using System.Text;
using VideoGen.Contract;

namespace VideoGen.Delivery;

/// <summary>
/// Proves that a file is a video and reads its facts from the file itself: MP4 and QuickTime, WebM and Matroska, animated GIF. Whatever players
/// tolerate is tolerated; what cannot be read is named as precisely as its first bytes allow.
/// </summary>
public static class ClipReader
{
    private const int HeadBytes = 512;

    private static readonly (byte[] Magic, int At, string Name)[] Others =
    [
        ([0x89, .. "PNG"u8], 0, "a PNG picture"), ([0xFF, 0xD8, 0xFF], 0, "a JPEG picture"), ([.. "WEBP"u8], 8, "a WebP picture"), ([.. "AVI "u8], 8, "an AVI video"),
        ([.. "WAVE"u8], 8, "a WAV sound"), ([.. "OggS"u8], 0, "an Ogg file"), ([.. "FLV"u8], 0, "an FLV video"), ([.. "ID3"u8], 0, "an MP3 sound"),
        ([0x30, 0x26, 0xB2, 0x75], 0, "a Windows Media file"), ([0, 0, 1, 0xBA], 0, "an MPEG programme stream"), ([0, 0, 1, 0xB3], 0, "a bare MPEG stream"),
        ([0, 0, 0, 1], 0, "a bare H.264 or H.265 stream"), ([.. "PK\x03\x04"u8], 0, "a ZIP archive"), ([0x1F, 0x8B], 0, "a gzip archive"), ([.. "%PDF"u8], 0, "a PDF document"),
        ([.. "#EXTM3U"u8], 0, "a playlist"), ([.. "DKIF"u8], 0, "an IVF video"), ([.. "YUV4MPEG2"u8], 0, "a bare YUV video"),
    ];

    /// <summary>Reads the facts.</summary>
    /// <param name="file">A seekable stream, from its beginning.</param>
    /// <exception cref="NotAClipException">It is cut short, damaged, or no video of these kinds.</exception>
    public static ClipFacts Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> head = stackalloc byte[HeadBytes];
        file.Position = 0;
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.IsEmpty ? throw new NotAClipException("The file is empty.")
            : MatroskaReader.IsOne(head) ? MatroskaReader.Read(file)
            : GifReader.IsOne(head) ? GifReader.Read(file)
            : Mp4Reader.IsOne(head) ? Mp4Reader.Read(file)
            : throw NoVideo(head);
    }

    private static NotAClipException NoVideo(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, int at, string name) in Others)
        {
            if (head.Length >= at + magic.Length && head[at..].StartsWith(magic))
            {
                return new NotAClipException($"The file is {name}, which is not read here.");
            }
        }

        if (head[0] == 0x47 && (head.Length <= 188 || head[188] == 0x47))
        {
            return new NotAClipException("The file is an MPEG transport stream, which is not read here.");
        }

        string text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text switch
        {
            ['<', ..] => new NotAClipException($"It is a page (HTML or XML), no video; it begins {Beginning(text)}.", isPage: true),
            ['{' or '[', ..] => new NotAClipException($"It is a message (JSON), no video; it begins {Beginning(text)}.", isPage: true),
            _ when text.All(c => c is not '\uFFFD' && (!char.IsControl(c) || char.IsWhiteSpace(c))) => new NotAClipException($"It is a text, no video; it begins {Beginning(text)}.", isPage: true),
            _ => new NotAClipException("The file is no video of a kind that is known (MP4, QuickTime, WebM, Matroska, GIF)."),
        };
    }

    private static string Beginning(string text) =>
        JsonPreview.Of(string.Concat(text.Where(c => c is not '\uFFFD' && (!char.IsControl(c) || char.IsWhiteSpace(c))).Select(c => char.IsWhiteSpace(c) ? ' ' : c)));
}
