using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VideoGen.Host.Configuration;
using VideoGen.Server.Traffic;

namespace VideoGen.Server;

/// <summary>What the server listens to, and how long and how much it listens: plain HTTP/1.1, for this machine or for a proxy that ends TLS.</summary>
internal static class Listeners
{
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>Largest body in bytes: the largest request, and what may be around it.</summary>
    public static long MostBodyBytes(Settings settings) => (long)settings.MaxRequestBytes + ServerSettings.EnvelopeBytes;

    /// <summary>Sets the listeners up.</summary>
    public static void SetUp(KestrelServerOptions kestrel, Settings settings)
    {
        ServerSettings server = settings.Server;
        kestrel.AddServerHeader = false;
        int forWebhooks = server.WebhookPort is null ? 0 : server.MaxConnections / 2; // beside the others, so that no flood of them keeps callers out
        kestrel.Limits.MaxConcurrentConnections = server.MaxConnections + forWebhooks;
        kestrel.Limits.MaxRequestBodySize = MostBodyBytes(settings);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(server.HeaderTimeoutSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(server.IdleTimeoutSeconds);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(server.MinBodyBytesPerSecond, BodyGrace);
        var connections = new ConnectionGate(server.MaxConnections, server.MaxConnectionsPerAddress);
        if (server.Address is ServerSettings.Everywhere)
        {
            kestrel.ListenAnyIP(server.Port, listener => Open(listener, connections));
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(server.Address), server.Port, listener => Open(listener, connections));
        }

        if (server.WebhookPort is { } port)
        {
            var webhooks = new ConnectionGate(forWebhooks, server.MaxConnectionsPerAddress);
            kestrel.ListenAnyIP(port, listener =>
            {
                Open(listener, webhooks);
                PublicListener.Mark(listener);
            });
        }
    }

    private static void Open(ListenOptions listener, ConnectionGate connections)
    {
        listener.Protocols = HttpProtocols.Http1;
        connections.Guard(listener);
    }
}
