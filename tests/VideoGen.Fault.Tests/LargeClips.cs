using System.Collections.Concurrent;
using VideoGen.FalSimulation.Clips;

namespace VideoGen.Fault.Tests;

/// <summary>
/// Real clips, black, made large by an empty box at their end: larger than a young ledger and its log. Rendered once for each length and size in
/// the whole run.
/// </summary>
internal sealed class LargeClips : IClipRenderer
{
    /// <summary>Bytes of the empty box.</summary>
    public const int Bytes = 12 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Rendered = new(StringComparer.Ordinal);

    public bool ReadsPrompt => false;

    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        string shape = FormattableString.Invariant($"{order.Seconds}-{order.Fps}-{order.Width}x{order.Height}-{order.Audio}");
        byte[] clip = await Rendered.GetOrAdd(shape, _ => new Lazy<Task<byte[]>>(() => MakeAsync(order with { Pictures = [] }))).Value;
        byte[] box = new byte[Bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, Bytes);
        "free"u8.CopyTo(box.AsSpan(4));
        await using FileStream file = new(path, FileMode.Create);
        await file.WriteAsync(clip, cancellationToken);
        await file.WriteAsync(box, cancellationToken);
    }

    private static async Task<byte[]> MakeAsync(ClipOrder order)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await new FfmpegClipRenderer().RenderAsync(order, file, CancellationToken.None);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
