using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>What <c>videogen serve</c> listens to.</summary>
public sealed record ServerSettings
{
    /// <summary>Port on the loopback interface, 0 (any free one) to 65 535; default 8377.</summary>
    [Description("Port on the loopback interface for webhooks, health and clips; 0 takes any free one.")]
    [Range(0, 65_535)]
    [DefaultValue(8377)]
    public int Port { get; init; } = 8377;

    /// <summary>Port for webhooks alone, on every interface, 0 (any free one) to 65 535; null serves them on <see cref="Port"/>, on loopback, behind a proxy.</summary>
    [Description("Port on every interface for webhooks alone; unset serves them on server.port, on loopback, for a proxy to pass on; 0 takes any free one.")]
    [Range(0, 65_535)]
    public int? WebhookPort { get; init; }
}
