using System.Net.Sockets;

namespace VideoGen.Frames;

/// <summary>
/// A transport all of whose failures to connect are of one kind. .NET throws a bare <see cref="SocketException"/> for a connection that is reset
/// in the moment when it is made, which nobody who awaits an <see cref="HttpRequestException"/> takes for what it is; not a byte was sent then.
/// </summary>
/// <param name="transport">The transport; disposed with this.</param>
public sealed class ConnectFailures(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException reset)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, reset.Message, reset);
        }
    }
}
