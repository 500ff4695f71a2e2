using VideoGen.FalSimulation.Clips;
using VideoGen.Testing;

namespace VideoGen.Load.Bench;

/// <summary>A real clip of a few kilobytes: one grey picture all along.</summary>
internal sealed class PlainClip : IClipRenderer
{
    public bool ReadsPrompt => false;

    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        string picture = path + ".png";
        await File.WriteAllBytesAsync(picture, SamplePictures.Png(order.Width, order.Height), cancellationToken);
        await new FfmpegClipRenderer().RenderAsync(order with { Pictures = [picture] }, path, cancellationToken);
        File.Delete(picture);
    }
}
