using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>What <c>videogen serve</c> listens to.</summary>
public sealed record ServerSettings
{
    /// <summary>Address that everything but webhooks listens on: one of the loopback interface; default 127.0.0.1.</summary>
    [Description("Address that everything but webhooks listens on. Only addresses of the loopback interface are taken.")]
    [StringLength(100, MinimumLength = 1)]
    [DefaultValue(Loopback)]
    public string Address { get; init; } = Loopback;

    /// <summary>Port on that address, 0 (any free one) to 65 535; default 8377.</summary>
    [Description("Port on server.address for MCP, webhooks, health and clips; 0 takes any free one.")]
    [Range(0, 65_535)]
    [DefaultValue(8377)]
    public int Port { get; init; } = 8377;

    /// <summary>Port for webhooks alone, on every interface, 0 (any free one) to 65 535; null serves them on <see cref="Port"/>, on loopback, behind a proxy.</summary>
    [Description("Port on every interface for webhooks alone; unset serves them on server.port, on loopback, for a proxy to pass on; 0 takes any free one.")]
    [Range(0, 65_535)]
    public int? WebhookPort { get; init; }

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

    private const string Loopback = "127.0.0.1";
}
