using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>
/// Reads, checks and keeps the stills of a segment before anything is written or spent: providers bill invalid pictures. Every problem of
/// every picture is reported; nothing is kept unless all are good.
/// </summary>
public sealed class StillReader(PictureFetcher fetcher, PictureStore store, PictureLimits limits)
{
    /// <summary>Reads the stills of frames that go to one model.</summary>
    /// <param name="frames">Frames with a still.</param>
    /// <param name="preset">The model.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="costUsd">What the segment is going to cost.</param>
    public async Task<StillReading> ReadAsync(ImmutableArray<Frame> frames, ModelPreset preset, decimal costUsd, CancellationToken cancellationToken)
    {
        Picture[] pictures = await Task.WhenAll(frames.Select(f => ReadAsync(f, preset, cancellationToken)));
        ImmutableArray<Problem> problems = [.. pictures.SelectMany(p => p.Problems)];
        (ImmutableArray<FrameStill> stills, problems) = problems.IsEmpty ? Keep(pictures) : ([], problems);
        return new StillReading(stills, problems, Remarks(pictures, preset, costUsd));
    }

    /// <summary>What should be known about the stills before anything is spent; keeps nothing. A still that cannot be read is passed over.</summary>
    public async Task<ImmutableArray<Warning>> LookAsync(ImmutableArray<Frame> frames, ModelPreset preset, decimal costUsd, CancellationToken cancellationToken) =>
        Remarks(await Task.WhenAll(frames.Select(f => ReadAsync(f, preset, cancellationToken))), preset, costUsd);

    private static ImmutableArray<Warning> Remarks(IEnumerable<Picture> pictures, ModelPreset preset, decimal costUsd) =>
        PictureRemarks.Of([.. pictures.Where(p => p.Facts is not null).Select(p => (p.Frame, p.Facts!))], preset, costUsd);

    /// <summary>What is wrong with the still of a frame; keeps nothing.</summary>
    /// <param name="frame">A frame with a still.</param>
    /// <param name="preset">The model; null, where it is not known, leaves our own limits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImmutableArray<Problem>> CheckAsync(Frame frame, ModelPreset? preset, CancellationToken cancellationToken) =>
        (await ReadAsync(frame, preset, cancellationToken)).Problems;

    private (ImmutableArray<FrameStill> Stills, ImmutableArray<Problem> Problems) Keep(IEnumerable<Picture> pictures)
    {
        var stills = ImmutableArray.CreateBuilder<FrameStill>();
        foreach ((Frame frame, byte[] bytes, PictureFacts? facts, _) in pictures)
        {
            try
            {
                (string sha256, string path) = store.Keep(bytes, facts!);
                stills.Add(new FrameStill(frame.Id, frame.Image!.Identity, path, sha256, facts!.MediaType, facts.Width, facts.Height, bytes.Length, IsPrivate: frame.Image is FrameImage.Web web && fetcher.IsOwn(web.Address)));
            }
            catch (Exception e) when (DiskTrouble.Is(e))
            {
                return ([], [new(ProblemCodes.StoreUnwritable, frame.Pointer, $"The still of '{frame.Id}' cannot be kept in {store.Folder}: {DiskTrouble.Why(e)}", "Make room or give the agent the right to write to its home folder.")]);
            }
        }

        return (stills.ToImmutable(), []);
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
                if (Directory.Exists(file.Path))
                {
                    throw new IOException($"{file.Path} is a folder.");
                }

                if (!OperatingSystem.IsWindows() && file.Path.Contains('\\', StringComparison.Ordinal) && !File.Exists(file.Path))
                {
                    throw new IOException($"There is no {file.Path}; folders are separated by / on this machine.");
                }

                await using (var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read))
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

    private sealed record Picture(Frame Frame, byte[] Bytes, PictureFacts? Facts, ImmutableArray<Problem> Problems);
}
