using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Files;

namespace VideoGen.Frames;

/// <summary>
/// Reads, checks and keeps the stills of a request before anything is written or spent: providers bill invalid pictures. Every problem of
/// every picture is reported; nothing is kept unless all are good.
/// </summary>
public sealed class StillReader(PictureFetcher fetcher, PictureStore store, PictureLimits limits)
{
    /// <summary>Reads the stills of the segments of a request, all at the same time.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A reading for each segment.</returns>
    public async Task<ImmutableArray<StillReading>> ReadAsync(ImmutableArray<SegmentStills> segments, CancellationToken cancellationToken)
    {
        Picture[][] read = await Task.WhenAll(segments.Select(s => Task.WhenAll(s.Frames.Select(f => ReadAsync(f, s.Preset, cancellationToken)))));
        Picture[] pictures = [.. read.SelectMany(p => p)];
        if (pictures.All(p => p.Problems.IsEmpty))
        {
            Parallel.ForEach(pictures, new ParallelOptions { MaxDegreeOfParallelism = pictures.Length + 1, CancellationToken = CancellationToken.None }, Keep); // their flushes wait for the disk together
        }

        return [.. segments.Zip(read, (segment, own) => new StillReading(
            [.. own.Select(p => p.Still).OfType<FrameStill>()],
            [.. own.SelectMany(p => p.Problems)],
            Remarks(own, segment.Preset, segment.CostUsd)))];
    }

    private static ImmutableArray<Warning> Remarks(IEnumerable<Picture> pictures, ModelPreset preset, decimal costUsd) =>
        PictureRemarks.Of([.. pictures.Where(p => p.Facts is not null).Select(p => (p.Frame, p.Facts!))], preset, costUsd);

    /// <summary>What is wrong with the still of a frame; keeps nothing.</summary>
    /// <param name="frame">A frame with a still.</param>
    /// <param name="preset">The model; null, where it is not known, leaves our own limits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImmutableArray<Problem>> CheckAsync(Frame frame, ModelPreset? preset, CancellationToken cancellationToken) =>
        (await ReadAsync(frame, preset, cancellationToken)).Problems;

    /// <summary>The bytes of a frame's still with their hash, without what is not to be shown; null where it cannot be read. Keeps nothing.</summary>
    /// <param name="frame">A frame with a still.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(string Sha256, ReadOnlyMemory<byte> Bytes, PictureFacts Facts)?> ReadAsync(Frame frame, CancellationToken cancellationToken)
    {
        Picture picture = await ReadAsync(frame, null, cancellationToken);
        return picture.Facts is { } facts ? (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture.Bytes)), picture.Bytes, facts) : null;
    }

    /// <summary>Keeps a picture that was made here; it is on disk when this returns.</summary>
    /// <param name="frameId">The frame that it stands for.</param>
    /// <param name="picture">A whole PNG, JPEG or WebP file.</param>
    /// <exception cref="IOException">It cannot be kept, or is no picture that can be sent.</exception>
    public FrameStill Keep(string frameId, byte[] picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (PictureReader.Read(picture, limits.MaxPixels) is not PictureReading.Good(var facts, _, _))
        {
            throw new IOException("The picture cannot be used as a still.");
        }

        (string sha256, string path) = store.Keep(picture, facts);
        return new FrameStill(frameId, $"sha256:{sha256}", path, sha256, facts.MediaType, facts.Width, facts.Height, picture.Length);
    }

    private void Keep(Picture picture)
    {
        (Frame frame, byte[] bytes, PictureFacts? facts) = (picture.Frame, picture.Bytes, picture.Facts);
        try
        {
            (string sha256, string path) = store.Keep(bytes, facts!);
            picture.Still = new FrameStill(frame.Id, frame.Image!.Identity, path, sha256, facts!.MediaType, facts.Width, facts.Height, bytes.Length, IsPrivate: frame.Image is FrameImage.Web web && fetcher.IsOwn(web.Address));
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            picture.Problems = [new(ProblemCodes.StoreUnwritable, frame.Pointer, $"The still of '{frame.Id}' cannot be kept in {store.Folder}: {DiskFault.Why(e)}", "Make room or give the agent the right to write to its home folder.")];
        }
    }

    private async Task<Picture> ReadAsync(Frame frame, ModelPreset? preset, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await BytesAsync(frame.Image!, cancellationToken);
        }
        catch (PictureTooLargeException e)
        {
            return Bad(frame, ProblemCodes.ImageTooLarge, $"The still of '{frame.Id}' is not read: {e.Message}", "Send a smaller file, for example as JPEG or WebP.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Bad(frame, ProblemCodes.ImageUnreadable, $"The still of '{frame.Id}' cannot be read: {e.Message}", "Check that it exists and can be fetched without a login, then send the request again.");
        }

        PictureReading reading = PictureReader.Read(bytes, limits.MaxPixels);
        if (reading is not PictureReading.Good(var facts, var still, _))
        {
            var bad = (PictureReading.Bad)reading;
            return Bad(frame, bad.Code, $"The still of '{frame.Id}' ({bytes.Length} bytes) {bad.Reason}.", bad.Remedy);
        }

        // Film behind a picture, or the rest of an animation, is not sent to anybody.
        bytes = still is [{ Length: var whole }] && whole == bytes.Length ? bytes : Joined(still);
        return new Picture(frame, bytes, facts, [.. PictureCheck.Check(frame, facts, bytes.Length, limits, preset)]);
    }

    private static byte[] Joined(ImmutableArray<ReadOnlyMemory<byte>> parts)
    {
        byte[] joined = new byte[parts.Sum(p => p.Length)];
        int at = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            part.CopyTo(joined.AsMemory(at));
            at += part.Length;
        }

        return joined;
    }

    private async Task<byte[]> BytesAsync(FrameImage image, CancellationToken cancellationToken)
    {
        switch (image)
        {
            case FrameImage.Web web:
                return await fetcher.FetchAsync(web.Address, cancellationToken);
            case FrameImage.LocalFile file:
                if (!OperatingSystem.IsWindows() && file.Path.Contains('\\', StringComparison.Ordinal) && !File.Exists(file.Path))
                {
                    throw new IOException($"There is no {file.Path}; folders are separated by / on this machine.");
                }

                await using (var stream = RegularFile.OpenRead(file.Path))
                {
                    return await BoundedRead.AllAsync(stream, limits.MaxBytes, cancellationToken);
                }

            case FrameImage.Inline inline:
                return inline.Bytes.Length > limits.MaxBytes ? throw new PictureTooLargeException(inline.Bytes.Length, limits.MaxBytes) : inline.Bytes.ToArray();
            default:
                throw new System.Diagnostics.UnreachableException("Every kind of still that can be used is read above.");
        }
    }

    private static Picture Bad(Frame frame, string code, string message, string remedy) =>
        new(frame, [], null, [new(code, frame.Pointer, message, remedy)]);

    private sealed class Picture(Frame frame, byte[] bytes, PictureFacts? facts, ImmutableArray<Problem> problems)
    {
        public Frame Frame => frame;

        public byte[] Bytes => bytes;

        public PictureFacts? Facts => facts;

        /// <summary>What is wrong with it, or with keeping it.</summary>
        public ImmutableArray<Problem> Problems { get; set; } = problems;

        /// <summary>As it was kept.</summary>
        public FrameStill? Still { get; set; }
    }
}
