using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace VideoGen.Testing.Delivery;

/// <summary>
/// The host that providers leave their clips on, without a network: serves <see cref="SampleClips.Short"/> under every address, ranges
/// too. Thread-safe.
/// </summary>
public sealed class MediaHost : HttpMessageHandler
{
    /// <summary>Every request, in order: address and first byte asked for.</summary>
    public ConcurrentQueue<(Uri Address, long From)> Requests { get; } = new();

    /// <summary>Answers instead of the host, where it answers at all.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Fault { get; set; } = _ => null;

    /// <summary>What it serves.</summary>
    public byte[] Clip { get; set; } = SampleClips.Short;

    /// <summary>Where the clip of a job is.</summary>
    public static Uri Address(string jobId) => new($"https://media.test/{jobId}.mp4");

    /// <summary>An answer that breaks off after some bytes.</summary>
    public static HttpResponseMessage Broken(byte[] whole, int after)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var content = new ByteArrayContent(whole[..after]);
        content.Headers.ContentLength = whole.Length;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, Headers = { ETag = Tag } };
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        int from = (int)(request.Headers.Range?.Ranges.First().From ?? 0);
        Requests.Enqueue((request.RequestUri!, from));
        return Task.FromResult(Fault(request) ?? Serve(from));
    }

    /// <summary>Tag of the version it serves.</summary>
    private static EntityTagHeaderValue Tag { get; } = new("\"one\"");

    private HttpResponseMessage Serve(int from)
    {
        HttpResponseMessage answer = Cut(from);
        answer.Headers.ETag = Tag;
        return answer;
    }

    private HttpResponseMessage Cut(int from)
    {
        if (from == 0)
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Clip) };
        }

        if (from >= Clip.Length)
        {
            return new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable);
        }

        var part = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(Clip[from..]) };
        part.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, Clip.Length - 1, Clip.Length);
        return part;
    }
}
