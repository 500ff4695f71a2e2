using VideoGen.Frames;

namespace VideoGen.Animatic.Stills;

/// <summary>Reads the header of PNG, JPEG and WebP files; nothing is decoded.</summary>
internal static class StillHeaderReader
{
    // Enough for every header seen in practice: JPEG may carry large profiles before its frame header.
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads a file; null when it is none of the three kinds or its header is broken.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StillHeader? Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] head = new byte[(int)Math.Min(MostBytes, file.Length)];
        return Read(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Reads the first bytes of a file.</summary>
    public static StillHeader? Read(ReadOnlySpan<byte> head) => PictureHeader.Read(head) is { } facts
        ? new StillHeader(Demuxer(facts.MediaType), facts.StoredWidth, facts.StoredHeight, facts.Orientation, facts.MayBeTransparent)
        : null;

    private static string Demuxer(string mediaType) => mediaType switch
    {
        "image/png" => "png_pipe",
        "image/jpeg" => "jpeg_pipe",
        _ => "webp_pipe",
    };
}
