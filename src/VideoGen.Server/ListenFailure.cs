using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using VideoGen.Host.Configuration;

namespace VideoGen.Server;

/// <summary>Says why the server cannot listen where its settings say, and which setting helps.</summary>
internal static class ListenFailure
{
    /// <summary>The reason and the way out; null for another failure.</summary>
    public static string? Why(Exception failed, ServerSettings server) => failed switch
    {
        IOException { InnerException: AddressInUseException } busy => $"{busy.Message} Set server.port (VIDEOGEN_SERVER_PORT), or server.webhook_port where it is that one, to a free port.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported } =>
            $"server.address {server.Address} is no address of this machine. Set server.address (VIDEOGEN_SERVER_ADDRESS) to one of its own, or to * for all of them.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"This user may not listen to {string.Join(" or ", new[] { server.Port, server.WebhookPort }.OfType<int>())}. Set server.port (VIDEOGEN_SERVER_PORT) and server.webhook_port to 1024 or more, with a proxy in front.",
        SocketException other => $"The server cannot listen to server.address {server.Address}, server.port {server.Port}: {other.Message}. Set them to an address of this machine and a free port.",
        _ => null,
    };
}
