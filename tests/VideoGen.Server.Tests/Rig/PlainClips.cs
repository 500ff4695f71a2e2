using System.Collections.Concurrent;
using VideoGen.FalSimulation.Clips;

namespace VideoGen.Server.Tests.Rig;

/// <summary>Real clips, black, rendered once for each length and size in the whole run.</summary>
internal sealed class PlainClips : IClipRenderer
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("plain-clips-").FullName;
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Rendered = new(StringComparer.Ordinal);

    public bool ReadsPrompt => false;

    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        string name = FormattableString.Invariant($"{order.Seconds}-{order.Fps}-{order.Width}x{order.Height}-{order.Audio}.mp4");
        string clip = await Rendered.GetOrAdd(name, _ => new Lazy<Task<string>>(() => MakeAsync(order, Path.Combine(Folder, name)))).Value;
        File.Copy(clip, path, overwrite: true);
    }

    private static async Task<string> MakeAsync(ClipOrder order, string path)
    {
        await new FfmpegClipRenderer().RenderAsync(order with { Pictures = [] }, path, CancellationToken.None);
        return path;
    }
}
