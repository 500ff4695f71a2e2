namespace VideoGen.Delivery;

/// <summary>
/// Proves that a file is a whole MP4 with a video track and reads its facts from the boxes themselves (ISO/IEC 14496-12). Reads the movie
/// box and the headers of the others; media data is only measured.
/// </summary>
public static class Mp4Reader
{
    private const int MaxMovieBytes = 32 * 1024 * 1024;
    private const int MaxBoxes = 100_000;
    private const decimal ShortestSeconds = 0.001m;

    /// <summary>Reads the facts.</summary>
    /// <param name="file">A seekable stream, from its beginning.</param>
    /// <exception cref="NotAClipException">It is cut short, damaged, or no MP4 with video.</exception>
    public static ClipFacts Read(Stream file)
    {
        if (file.Length == 0)
        {
            throw new NotAClipException("The file is empty.");
        }

        Mp4Track? track = null;
        bool hasMedia = false;
        bool awaitsMedia = false;
        long at = 0;
        for (int boxes = 0; at < file.Length; boxes++)
        {
            (uint type, int header, long size) = Header(file, at);
            if (boxes == 0 && type != Mp4Box.Code("ftyp"u8))
            {
                throw new NotAClipException("The file is no MP4: it does not begin with a file type box.");
            }

            if (size > file.Length - at)
            {
                throw new NotAClipException($"The file is cut short: box '{Mp4Box.Name(type)}' needs {size} bytes, {file.Length - at} are there.");
            }

            if (boxes > MaxBoxes)
            {
                throw new NotAClipException("The file has too many boxes.");
            }

            if (type == Mp4Box.Code("moov"u8))
            {
                track = Mp4Track.Find(Content(file, at + header, size - header));
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

        return Facts(track ?? throw new NotAClipException("The file has no video track."), hasMedia);
    }

    private static ClipFacts Facts(Mp4Track track, bool hasMedia)
    {
        if (!hasMedia || track.Samples is <= 0 or > int.MaxValue || track.Ticks <= 0 || track.Width == 0 || track.Height == 0)
        {
            throw new NotAClipException("The video track holds no picture.");
        }

        decimal seconds = (decimal)track.Ticks / track.Timescale;
        if (seconds < ShortestSeconds)
        {
            throw new NotAClipException("The video track lasts no time.");
        }

        return new ClipFacts(Math.Round(seconds, 3), track.Width, track.Height, (int)track.Samples, Math.Round(track.Samples / seconds, 3), track.Codec);
    }

    private static (uint Type, int Header, long Size) Header(Stream file, long at)
    {
        Span<byte> bytes = stackalloc byte[16];
        file.Position = at;
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < 8)
        {
            throw new NotAClipException("The file ends inside a box header.");
        }

        (uint type, int header, long size) = Mp4Box.ReadHeader(bytes[..read]);
        size = size == 0 ? file.Length - at : size;
        return size >= header ? (type, header, size) : throw new NotAClipException($"Box '{Mp4Box.Name(type)}' has an impossible size.");
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
