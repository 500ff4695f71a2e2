using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>
/// Reads, checks and keeps the stills of a plan before anything is written or spent: providers bill invalid pictures. Every problem of
/// every picture is reported.
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
        (FrameStill? Still, ImmutableArray<Problem> Problems)[] read = await Task.WhenAll(frames.Select(f => ReadAsync(f, preset, cancellationToken)));
        return ([.. read.Where(r => r.Still is not null).Select(r => r.Still!)], [.. read.SelectMany(r => r.Problems)]);
    }

    private async Task<(FrameStill? Still, ImmutableArray<Problem> Problems)> ReadAsync(Frame frame, ModelPreset preset, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await BytesAsync(frame.Image!, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, [new(ProblemCodes.ImageUnreadable, frame.Pointer, $"The still of '{frame.Id}' cannot be read: {e.Message}", "Check that it exists and can be fetched without a login, then send the request again.")]);
        }

        if (PictureHeader.Read(bytes) is not { } facts)
        {
            return (null, [new(ProblemCodes.ImageFormatUnknown, frame.Pointer, $"The still of '{frame.Id}' ({bytes.Length} bytes) is no PNG, JPEG or WebP.", "Send one of these formats.")]);
        }

        ImmutableArray<Problem> problems = [.. PictureCheck.Check(frame, facts, bytes.Length, limits, preset)];
        if (problems.Length > 0)
        {
            return (null, problems);
        }

        try
        {
            (string sha256, string path) = store.Keep(bytes, facts);
            return (new FrameStill(frame.Id, frame.Image!.Identity, path, sha256, facts.MediaType, facts.Width, facts.Height, bytes.Length), []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, [new(ProblemCodes.StoreUnwritable, frame.Pointer, $"The still of '{frame.Id}' cannot be kept: {e.Message}", "Make room or give the agent the right to write to its home folder.")]);
        }
    }

    private async Task<byte[]> BytesAsync(FrameImage image, CancellationToken cancellationToken)
    {
        switch (image)
        {
            case FrameImage.Web web:
                return await fetcher.FetchAsync(web.Address, cancellationToken);
            case FrameImage.LocalFile file:
                long length = new FileInfo(file.Path) is { Exists: true } info ? info.Length : throw new FileNotFoundException($"There is no file {file.Path}.");
                return length <= limits.MaxBytes
                    ? await File.ReadAllBytesAsync(file.Path, cancellationToken)
                    : throw new IOException($"The file has {length} bytes; {limits.MaxBytes} are allowed.");
            case FrameImage.Inline inline:
                return inline.Bytes.ToArray();
            default:
                throw new System.Diagnostics.UnreachableException("Every kind of still is read above.");
        }
    }
}
