using System.Net;
using System.Net.Http.Headers;

namespace VideoGen.Providers.Http;

/// <summary>
/// A body that remembers whether any of it was handed to the connection. A request whose body was never begun cannot have been acted
/// on by anybody; one whose body was begun may have.
/// </summary>
internal sealed class ProviderContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private volatile bool _begun;

    public ProviderContent(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    public bool Begun => _begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _begun = true;
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
