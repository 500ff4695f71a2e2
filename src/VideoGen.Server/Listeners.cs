using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VideoGen.Host.Configuration;
using VideoGen.Server.Traffic;

namespace VideoGen.Server;

/// <summary>What the server listens to, and how long and how much it listens: plain HTTP/1.1, for this machine or for a proxy that ends TLS.</summary>
internal sealed class Listeners(Settings settings) : IDisposable
{
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    // Webhooks are counted beside the others, so that no flood of them keeps callers out.
    private readonly ConnectionLimit _connections = new(settings.Server.MaxConnections, settings.Server.MaxConnectionsPerAddress);
    private readonly ConnectionLimit _webhooks = new(Math.Max(1, settings.Server.MaxConnections / 2), settings.Server.MaxConnectionsPerAddress);

    /// <summary>Largest body in bytes: the largest request, and what may be around it.</summary>
    public static long MostBodyBytes(Settings settings) => (long)settings.MaxRequestBytes + ServerSettings.EnvelopeBytes;

    /// <summary>Sets the listeners up.</summary>
    public void SetUp(KestrelServerOptions kestrel)
    {
        ServerSettings server = settings.Server;
        kestrel.AddServerHeader = false;
        int forWebhooks = server.WebhookPort is null ? 0 : Math.Max(1, server.MaxConnections / 2);
        kestrel.Limits.MaxConcurrentConnections = server.MaxConnections + forWebhooks;
        kestrel.Limits.MaxRequestBodySize = MostBodyBytes(settings);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(server.HeaderTimeoutSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(server.IdleTimeoutSeconds);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(server.MinBodyBytesPerSecond, BodyGrace);
        if (server.Address is ServerSettings.Everywhere)
        {
            kestrel.ListenAnyIP(server.Port, listener => Open(listener, _connections));
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(server.Address), server.Port, listener => Open(listener, _connections));
        }

        if (server.WebhookPort is { } port)
        {
            kestrel.ListenAnyIP(port, listener =>
            {
                Open(listener, _webhooks);
                PublicListener.Mark(listener);
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.Dispose();
        _webhooks.Dispose();
    }

    private static void Open(ListenOptions listener, ConnectionLimit connections)
    {
        listener.Protocols = HttpProtocols.Http1;
        connections.Limit(listener);
    }
}
