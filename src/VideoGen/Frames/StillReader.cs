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
    public async Task<(ImmutableArray<FrameStill> Stills, ImmutableArray<Problem> Problems)> ReadAsync(
        ImmutableArray<Frame> frames, ModelPreset preset, CancellationToken cancellationToken)
    {
        Picture[] pictures = await Task.WhenAll(frames.Select(f => ReadAsync(f, preset, cancellationToken)));
        ImmutableArray<Problem> problems = [.. pictures.SelectMany(p => p.Problems)];
        return problems.IsEmpty ? Keep(pictures) : ([], problems);
    }

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

    private async Task<Picture> ReadAsync(Frame frame, ModelPreset preset, CancellationToken cancellationToken)
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

        if (PictureHeader.Read(bytes) is not { } facts)
        {
            return Bad(frame, ProblemCodes.ImageFormatUnknown, $"The still of '{frame.Id}' ({bytes.Length} bytes) is no PNG, JPEG or WebP.", "Send one of these formats.");
        }

        return PictureEnd.IsThere(bytes, facts.MediaType)
            ? new Picture(frame, bytes, facts, [.. PictureCheck.Check(frame, facts, bytes.Length, limits, preset)])
            : Bad(frame, ProblemCodes.ImageUnreadable, $"The still of '{frame.Id}' ({bytes.Length} bytes) is cut short: its end is missing.", "Send the whole file.");
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

                await using (var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read))
                {
                    return await BoundedRead.AllAsync(stream, limits.MaxBytes, cancellationToken);
                }

            case FrameImage.Inline inline:
                return inline.Bytes.ToArray();
            default:
                throw new System.Diagnostics.UnreachableException("Every kind of still is read above.");
        }
    }

    private static Picture Bad(Frame frame, string code, string message, string remedy) =>
        new(frame, [], null, [new(code, frame.Pointer, message, remedy)]);

    private sealed record Picture(Frame Frame, byte[] Bytes, PictureFacts? Facts, ImmutableArray<Problem> Problems);
}
