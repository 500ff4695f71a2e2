using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoGen.FalSimulation.Models;

namespace VideoGen.FalSimulation.Clips;

/// <summary>Renders each different clip once; later orders for the same one get the file at once. Thread-safe.</summary>
internal sealed class ClipCache(IClipRenderer renderer, string folder, bool prepared) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _clips = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _renderers = new(Math.Max(1, Environment.ProcessorCount));

    /// <param name="pictures">Picture files, and the hash of each one's bytes.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="shape">Length, rate and size.</param>
    /// <param name="cancellationToken">Ends the simulator, not one caller.</param>
    public async Task<string> GetAsync(
        IReadOnlyList<(string Path, string Hash)> pictures, string prompt, ClipShape shape, CancellationToken cancellationToken)
    {
        var order = new ClipOrder
        {
            Pictures = prepared ? [] : [.. pictures.Select(static picture => picture.Path)],
            Prompt = prepared ? "" : prompt,
            Seconds = shape.Seconds,
            Fps = shape.Fps,
            Width = shape.Width,
            Height = shape.Height,
            Audio = shape.Audio,
        };
        string key = KeyOf(order, pictures);
        Lazy<Task<string>> clip = _clips.GetOrAdd(key, _ => new Lazy<Task<string>>(() => RenderAsync(order, key, cancellationToken)));
        try
        {
            return await clip.Value;
        }
        catch
        {
            // A failure is not kept: the next order tries again.
            _clips.TryRemove(new KeyValuePair<string, Lazy<Task<string>>>(key, clip));
            throw;
        }
    }

    public void Dispose() => _renderers.Dispose();

    private string KeyOf(ClipOrder order, IReadOnlyList<(string Path, string Hash)> pictures)
    {
        var text = new StringBuilder(renderer.GetType().FullName)
            .Append(CultureInfo.InvariantCulture, $"|{order.Seconds:R}|{order.Fps}|{order.Width}|{order.Height}|{order.Audio}");
        if (!prepared)
        {
            text.AppendJoin('|', pictures.Select(static picture => picture.Hash));
            text.Append('|').Append(renderer.ReadsPrompt ? order.Prompt : "");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private async Task<string> RenderAsync(ClipOrder order, string key, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, key + ".mp4");
        if (File.Exists(path))
        {
            return path;
        }

        await _renderers.WaitAsync(cancellationToken);
        string draft = Path.Combine(folder, $"{key}.{Path.GetRandomFileName()}.part.mp4");
        try
        {
            Directory.CreateDirectory(folder);
            await renderer.RenderAsync(order, draft, cancellationToken);
            File.Move(draft, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(draft);
            _renderers.Release();
        }
    }
}
