using VideoGen.FalSimulation.Clips;

namespace VideoGen.Fault.Tests;

/// <summary>Real clips, black, made large by an empty box at their end: larger than a young ledger and its log.</summary>
internal sealed class LargeClips : IClipRenderer
{
    /// <summary>Bytes of the empty box.</summary>
    public const int Bytes = 12 * 1024 * 1024;

    public bool ReadsPrompt => false;

    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        await new FfmpegClipRenderer().RenderAsync(order with { Pictures = [] }, path, cancellationToken);
        byte[] box = new byte[Bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, Bytes);
        "free"u8.CopyTo(box.AsSpan(4));
        await using FileStream file = new(path, FileMode.Append);
        await file.WriteAsync(box, cancellationToken);
    }
}
