namespace VideoGen.Delivery;

/// <summary>
/// Proves that a file is an MP4 or QuickTime movie with a video track and reads its facts from the boxes themselves (ISO/IEC 14496-12). Reads
/// the movie box and the headers of the others; media data is only measured. Bytes behind the last box are no fault: no player minds them.
/// </summary>
public static class Mp4Reader
{
    private const int MaxMovieBytes = 32 * 1024 * 1024;
    private const int MaxBoxes = 100_000;

    private static readonly uint[] First =
    [
        Mp4Box.Code("ftyp"u8), Mp4Box.Code("moov"u8), Mp4Box.Code("mdat"u8), Mp4Box.Code("moof"u8), Mp4Box.Code("styp"u8), Mp4Box.Code("sidx"u8), Mp4Box.Code("free"u8),
        Mp4Box.Code("skip"u8), Mp4Box.Code("wide"u8), Mp4Box.Code("pnot"u8), Mp4Box.Code("uuid"u8), Mp4Box.Code("junk"u8),
    ];

    /// <summary>True for the first bytes of such a file. The box that names the file type need not be there: QuickTime had none.</summary>
    /// <param name="head">Eight bytes or more.</param>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.Length >= 8 && First.Contains(Mp4Box.Code(head[4..]));

    /// <summary>Reads the facts.</summary>
    /// <param name="file">A seekable stream, from its beginning.</param>
    /// <exception cref="NotAClipException">It is cut short, damaged, or no movie with video.</exception>
    public static ClipFacts Read(Stream file)
    {
        Mp4Track? track = null;
        bool hasMedia = false;
        bool awaitsMedia = false;
        long missing = 0;
        long at = 0;
        for (int boxes = 0; at < file.Length && missing == 0; boxes++)
        {
            if (boxes > MaxBoxes)
            {
                throw new NotAClipException("The file has too many boxes.");
            }

            bool isWhole = track is not null && hasMedia && !awaitsMedia;
            if (Header(file, at, isWhole) is not { } box)
            {
                break; // bytes behind the last box
            }

            (uint type, int header, long size) = box;
            if (size > file.Length - at)
            {
                missing = size - (file.Length - at);
                bool isMedia = type == Mp4Box.Code("mdat"u8);
                // A movie in fragments goes on in the next one; to a whole one a further header adds nothing.
                bool isFragment = type == Mp4Box.Code("moof"u8) && track is { IsFragmented: true };
                if (isFragment || awaitsMedia || !(isWhole || (isMedia && track is not null)))
                {
                    throw CutShort(type, size, file.Length - at);
                }

                // Media that claims more than is there is whole if every picture of the movie is there.
                if (isMedia && (track!.DataEnd == 0 || track.DataEnd > file.Length))
                {
                    throw CutShort(type, size, file.Length - at);
                }

                hasMedia |= isMedia;
            }
            else if (type == Mp4Box.Code("moov"u8))
            {
                track ??= Mp4Track.Find(Content(file, at + header, size - header));
            }
            else if (type == Mp4Box.Code("moof"u8))
            {
                track?.AddFragment(Content(file, at + header, size - header));
                awaitsMedia = true;
            }
            else if (type == Mp4Box.Code("mdat"u8))
            {
                hasMedia |= size > header;
                awaitsMedia = false;
            }

            at += size;
        }

        if (awaitsMedia)
        {
            throw new NotAClipException("The file is cut short: the media of its last fragment is missing.");
        }

        return Facts(file, track ?? throw new NotAClipException("The file has no video track."), hasMedia);
    }

    private static ClipFacts Facts(Stream file, Mp4Track track, bool hasMedia)
    {
        if (!hasMedia || track.Samples <= 0 || track.Ticks <= 0)
        {
            throw new NotAClipException("The video track holds no picture.");
        }

        if (track.DataEnd > file.Length)
        {
            throw new NotAClipException($"The file is cut short: its last picture ends at byte {track.DataEnd}, {file.Length} are there.");
        }

        decimal media = (decimal)track.Ticks / track.Timescale;
        (decimal seconds, long frames) = track.Presented ?? (media, track.Samples);
        return ClipFacts.Of(ClipContainer.Mp4, seconds, track.Width, track.Height, frames, track.Samples / media, track.Codec);
    }

    private static NotAClipException CutShort(uint type, long size, long there) =>
        new($"The file is cut short: box '{Mp4Box.Name(type)}' needs {size} bytes, {there} are there.");

    // Null where no box begins and none has to.
    private static (uint Type, int Header, long Size)? Header(Stream file, long at, bool mayEnd)
    {
        Span<byte> bytes = stackalloc byte[16];
        file.Position = at;
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < 8 || (read < 16 && Mp4Box.IsLarge(bytes)))
        {
            return mayEnd ? null : throw new NotAClipException("The file ends inside a box header.");
        }

        (uint type, int header, long size) = Mp4Box.ReadHeader(bytes[..read]);
        size = size == 0 ? file.Length - at : size;
        return size >= header ? (type, header, size) : mayEnd ? null : throw new NotAClipException($"Box '{Mp4Box.Name(type)}' has an impossible size.");
    }

    private static byte[] Content(Stream file, long at, long size)
    {
        if (size > MaxMovieBytes)
        {
            throw new NotAClipException("The movie box is too large.");
        }

        byte[] content = new byte[size];
        file.Position = at;
        file.ReadExactly(content);
        return content;
    }
}
