using VideoGen.FalSimulation.Clips;

namespace VideoGen.FalSimulation.Tests.Rig;

/// <summary>Writes 10 000 bytes that begin like an MP4, at once, and remembers the orders.</summary>
internal sealed class StubClipRenderer : IClipRenderer
{
    public bool ReadsPrompt => true;

    public List<ClipOrder> Orders { get; } = [];

    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        lock (Orders)
        {
            Orders.Add(order);
        }

        byte[] bytes = new byte[10_000];
        "\0\0\0\u0018ftypmp42"u8.CopyTo(bytes);
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
    }
}
