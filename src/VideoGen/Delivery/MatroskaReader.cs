namespace VideoGen.Delivery;

/// <summary>Reads the facts of a WebM or Matroska file from its elements (RFC 9559); pictures are only counted.</summary>
internal static class MatroskaReader
{
    private const int MostHeaderBytes = 8 * 1024 * 1024;
    private const long Segment = 0x18538067, Info = 0x1549A966, Tracks = 0x1654AE6B, Cluster = 0x1F43B675, Group = 0xA0, Block = 0xA1, SimpleBlock = 0xA3, Timestamp = 0xE7;

    public static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]);

    /// <exception cref="NotAClipException">It is cut short, damaged, or holds no video.</exception>
    public static ClipFacts Read(Stream file)
    {
        EbmlElement head = EbmlElement.At(file, 0) ?? throw new NotAClipException("The file ends inside its header.");
        ClipContainer container = Content(file, head).AsSpan().IndexOf("webm"u8) >= 0 ? ClipContainer.WebM : ClipContainer.Matroska;
        EbmlElement segment = EbmlElement.At(file, head.End) is { Id: Segment } found ? found : throw new NotAClipException("The file has no segment behind its header.");
        long end = Math.Min(segment.End, file.Length);
        MatroskaTrack? track = null;
        MatroskaTimes? times = null;
        long cluster = 0;
        for (long at = segment.Start; at < end && EbmlElement.At(file, at) is { } element;)
        {
            // What holds others is entered, not skipped: its length need not be known. What stands in a cluster has ids of its own.
            bool isEntered = element.Id is Cluster or Group;
            bool isMedia = isEntered || element.Id is Block or SimpleBlock;
            if (element.End > file.Length && element.IsSized)
            {
                if (isMedia || track is null)
                {
                    throw new NotAClipException($"The file is cut short: an element needs {element.End - element.Start} bytes, {file.Length - element.Start} are there.");
                }

                break; // an index or a note at the end
            }

            switch (element.Id)
            {
                case Info:
                    times = MatroskaTimes.Read(Content(file, element));
                    break;
                case Tracks:
                    track = MatroskaTrack.Find(Content(file, element));
                    break;
                case Timestamp:
                    cluster = (long)Math.Min(EbmlElement.Number(Content(file, element)), long.MaxValue / 2);
                    break;
                case Block or SimpleBlock:
                    track?.Count(file, element, cluster);
                    break;
            }

            at = isEntered ? element.Start : element.IsSized ? element.End : throw new NotAClipException("An element of the file has no length.");
        }

        return (track ?? throw new NotAClipException("The file has no video track.")).Facts(container, times ?? MatroskaTimes.Unknown);
    }

    private static byte[] Content(Stream file, EbmlElement element)
    {
        if (!element.IsSized || element.End - element.Start > MostHeaderBytes || element.End > file.Length)
        {
            throw new NotAClipException("A header of the file is cut short or too large.");
        }

        byte[] content = new byte[element.End - element.Start];
        file.Position = element.Start;
        file.ReadExactly(content);
        return content;
    }
}
