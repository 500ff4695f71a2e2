using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>What <c>videogen serve</c> listens to, whom it answers, and how much it takes on.</summary>
public sealed record ServerSettings
{
    /// <summary>The value of <see cref="Address"/> for every interface.</summary>
    public const string Everywhere = "*";

    /// <summary>What may be around a request in the body that carries it, in bytes: 64 KiB.</summary>
    public const int EnvelopeBytes = 64 * 1024;

    /// <summary>Address to listen to: an IP address of this machine, or <see cref="Everywhere"/>; default 127.0.0.1.</summary>
    [Description("IP address to listen to, or * for every interface. Anything but a loopback address needs a token (videogen token add) or access.issuer.")]
    [StringLength(45, MinimumLength = 1)]
    [DefaultValue("127.0.0.1")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port, 0 (any free one) to 65 535; default 8377.</summary>
    [Description("Port for everything: MCP, REST, webhooks, health and clips; 0 takes any free one.")]
    [Range(0, 65_535)]
    [DefaultValue(8377)]
    public int Port { get; init; } = 8377;

    /// <summary>Port for webhooks alone, on every interface, 0 (any free one) to 65 535; null serves them on <see cref="Port"/> only.</summary>
    [Description("Port on every interface for webhooks alone; unset serves them on server.port, for a proxy to pass on; 0 takes any free one.")]
    [Range(0, 65_535)]
    public int? WebhookPort { get; init; }

    /// <summary>Names by which callers reach the server, separated by commas, without ports; null for loopback names and addresses alone.</summary>
    [Description("Host names, separated by commas, by which callers reach the server besides localhost and its IP address; a request for another host is refused.")]
    [StringLength(4096, MinimumLength = 1)]
    public string? AllowedHosts { get; init; }

    /// <summary>Addresses and networks of proxies, separated by commas; null for none.</summary>
    [Description("IP addresses and networks (10.0.0.0/8), separated by commas, of the proxies before the server: the caller's address (X-Forwarded-For) and scheme (X-Forwarded-Proto) are what they say. Unset believes a proxy on this machine in the scheme alone. Makes the server ask for tokens.")]
    [StringLength(4096, MinimumLength = 1)]
    public string? Proxies { get; init; }

    /// <summary>Connections at the same time, 16 to 65 535; default 4096.</summary>
    [Description("Connections at the same time.")]
    [Range(16, 65_535)]
    [DefaultValue(4096)]
    public int MaxConnections { get; init; } = 4096;

    /// <summary>Connections from one address at the same time, 1 to 65 535; default 1024.</summary>
    [Description("Connections from one address at the same time; behind a proxy all callers share its address.")]
    [Range(1, 65_535)]
    [DefaultValue(1024)]
    public int MaxConnectionsPerAddress { get; init; } = 1024;

    /// <summary>Requests at the same time, 1 to 65 535; default 1024.</summary>
    [Description("Requests at the same time, webhooks aside; a call that waits counts for as long as it waits.")]
    [Range(1, 65_535)]
    [DefaultValue(1024)]
    public int MaxConcurrentRequests { get; init; } = 1024;

    /// <summary>Requests of one caller at the same time, 1 to 65 535; default 128.</summary>
    [Description("Requests of one caller at the same time.")]
    [Range(1, 65_535)]
    [DefaultValue(128)]
    public int MaxConcurrentRequestsPerCaller { get; init; } = 128;

    /// <summary>Webhooks taken in at the same time, 1 to 65 535; default 256.</summary>
    [Description("Webhooks taken in at the same time; eight times as many wait up to 5 seconds for that, and what comes beyond is answered 503, so that the provider sends it again.")]
    [Range(1, 65_535)]
    [DefaultValue(256)]
    public int MaxConcurrentWebhooks { get; init; } = 256;

    /// <summary>Requests of one caller a minute, 1 to 1 million; default 1200.</summary>
    [Description("Requests of one caller in a minute.")]
    [Range(1, 1_000_000)]
    [DefaultValue(1200)]
    public int MaxRequestsPerMinute { get; init; } = 1200;

    /// <summary>Bytes of requests held in memory at the same time, 1 KiB to 2 GiB; default 512 MiB.</summary>
    [Description("Bytes of requests held in memory at the same time; at least max_request_bytes and 65536 more.")]
    [Range(1024, int.MaxValue)]
    [DefaultValue(512 * 1024 * 1024)]
    public int MaxRequestBytesInMemory { get; init; } = 512 * 1024 * 1024;

    /// <summary>Bytes of one request of who may not order, 1 KiB to 1 GiB; default 2 MiB.</summary>
    [Description("Largest request in bytes of a caller who may read and not order: such a caller sends no pictures, only their addresses. max_request_bytes holds for it too.")]
    [Range(1024, 1024 * 1024 * 1024)]
    [DefaultValue(2 * 1024 * 1024)]
    public int MaxReaderRequestBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Seconds for the headers of a request to arrive, 1 to 120; default 15.</summary>
    [Description("Seconds within which the headers of a request must have arrived.")]
    [Range(1, 120)]
    [DefaultValue(15)]
    public int HeaderTimeoutSeconds { get; init; } = 15;

    /// <summary>Seconds that a connection may be idle, 1 to 3600; default 60.</summary>
    [Description("Seconds that a connection without a request stays open.")]
    [Range(1, 3600)]
    [DefaultValue(60)]
    public int IdleTimeoutSeconds { get; init; } = 60;

    /// <summary>Most open MCP sessions, 1 to 10 000; default 500.</summary>
    [Description("Most MCP sessions open at once (clients of protocol revisions before 2026-07-28).")]
    [Range(1, 10_000)]
    [DefaultValue(500)]
    public int MaxSessions { get; init; } = 500;

    /// <summary>Minutes after which an unused MCP session is ended, 1 to 1440; default 30.</summary>
    [Description("Minutes after which an MCP session that nobody uses is ended.")]
    [Range(1, 1440)]
    [DefaultValue(30)]
    public int SessionIdleMinutes { get; init; } = 30;

    /// <summary>Slowest body in bytes per second, after 5 s, 1 to 1 million; default 240.</summary>
    [Description("Slowest body in bytes per second, after a grace of 5 seconds; a slower connection is cut.")]
    [Range(1, 1_000_000)]
    [DefaultValue(240)]
    public int MinBodyBytesPerSecond { get; init; } = 240;
}
