using System.Net;
using System.Net.Http.Headers;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>The line from one process to the host that has the provider's clips.</summary>
internal sealed class ClipLine(Process process, Weather weather, ProviderSite site, string workFolder) : HttpMessageHandler
{
    private readonly World _world = process.World;
    private readonly List<ClipStream> _open = [];

    /// <summary>
    /// What a dead process had open it closes: its half-written files keep their bytes, and nothing that it still has in memory reaches
    /// them.
    /// </summary>
    public void LetGo()
    {
        foreach (string file in _open.Where(s => s.IsOpen).Select(s => Path.Combine(workFolder, $"{s.JobId}.mp4")).Where(File.Exists))
        {
            File.Copy(file, file + ".left", overwrite: true);
            File.Move(file + ".left", file, overwrite: true);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500)), cancellationToken: cancellationToken).ConfigureAwait(false);
        ProviderOrder order = site.Find(Path.GetFileNameWithoutExtension(request.RequestUri!.AbsolutePath))!;
        bool hasKey = request.Headers.Authorization is not null;
        if (hasKey && request.RequestUri.Host != ProviderOrder.Own)
        {
            site.KeyShown(request.RequestUri);
        }

        if ((order.IsLocked && !hasKey) || order.HasExpired(request.RequestUri, _world.Since))
        {
            _world.Tell("media host", $"lets nobody at {order.Id}");
            return new HttpResponseMessage(order.IsLocked && !hasKey ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden);
        }

        if (order.IsDeleted || order.IsGone(_world.Since))
        {
            _world.Tell("media host", $"has no {order.Id} any more");
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }

        if (order.IsSpoilt || weather.Strikes(weather.ClipBad))
        {
            return await SpoiltAsync(order, cancellationToken).ConfigureAwait(false);
        }

        byte[] clip = ProviderSite.Render(order);
        int from = (int)(request.Headers.Range?.Ranges.First().From ?? 0);
        _world.Tell("media host", $"serves {order.Id} from byte {from}");
        var tag = new EntityTagHeaderValue($"\"{order.Renderings}\"");
        if (from > 0 && !tag.Equals(request.Headers.IfRange?.EntityTag))
        {
            from = 0;
        }

        if (from >= clip.Length)
        {
            var none = new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable);
            none.Content.Headers.ContentRange = new ContentRangeHeaderValue(clip.Length);
            return none;
        }

        HttpResponseMessage answer = Answer(order, clip[from..], clip.Length - from);
        answer.Headers.ETag = tag;
        if (from > 0)
        {
            answer.StatusCode = HttpStatusCode.PartialContent;
            answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, clip.Length - 1, clip.Length);
        }

        return answer;
    }

    private async Task<HttpResponseMessage> SpoiltAsync(ProviderOrder order, CancellationToken cancellationToken)
    {
        int kind = _world.Chance.Below(5);
        _world.Tell("media host", $"serves {order.Id} badly ({kind})");
        switch (kind)
        {
            case 0:
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            case 1:
                return new HttpResponseMessage(HttpStatusCode.InternalServerError);
            case 2:
                return Answer(order, new byte[700], 700);
            case 3:
                byte[] clip = ProviderSite.Render(order);
                return Answer(order, clip[..(clip.Length / 2)], clip.Length);
            default:
                await _world.PassAsync(TimeSpan.FromDays(7), cancellationToken: cancellationToken).ConfigureAwait(false);
                throw new IOException("Unreachable.");
        }
    }

    private HttpResponseMessage Answer(ProviderOrder order, byte[] bytes, int announced)
    {
        var stream = new ClipStream(_world, order.JobId, bytes);
        _open.Add(stream);
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) };
        answer.Content.Headers.ContentLength = announced;
        return answer;
    }
}
