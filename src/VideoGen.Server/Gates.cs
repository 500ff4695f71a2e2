using VideoGen.Host.Access;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;
using VideoGen.Server.Traffic;
using VideoGen.Synthesis;

namespace VideoGen.Server;

/// <summary>
/// The gates that every request passes, in this order: failures are answered, browsers told their limits, host and origin checked, the
/// caller known, its traffic measured, its JSON held to the limits. Webhooks have gates of their own: the provider's signature.
/// </summary>
internal sealed class Gates : IDisposable
{
    private readonly FailureGate _failures;
    private readonly HostGate _hosts;
    private readonly TrafficGate _traffic;
    private readonly KeySetDiscovery? _discovery;
    private readonly IssuerKeys? _keys;

    /// <summary>Gates as the settings say.</summary>
    public Gates(Settings settings, TimeProvider time, AgentHost host, ILoggerFactory logs)
    {
        AgentParts agent = host.Parts;
        JwtReader? jwts = null;
        if (settings.Access.Issuer is { } issuer)
        {
            _discovery = settings.Access.KeySet is null ? new KeySetDiscovery(issuer) : null;
            _keys = new IssuerKeys(_discovery is { } discovery ? discovery.ReadAsync : end => IssuerKeys.ReadFileAsync(settings.Access.KeySet!, end), time, logs.CreateLogger<IssuerKeys>());
            jwts = new JwtReader(settings.Access, _keys, time);
            Metadata = new ResourceMetadata(settings.Access);
        }

        var tokens = new TokenKeeper(new TokenFile(settings.Home, time), logs.CreateLogger<TokenKeeper>());
        Demand = new TokenDemand(settings, agent.Catalog, logs.CreateLogger<TokenDemand>());
        Access = new AccessGate(new Identification(Demand, tokens, jwts, time), Metadata, time, logs.CreateLogger<AccessGate>());
        _failures = new FailureGate(agent.Ids, host.Paths, logs.CreateLogger<FailureGate>());
        _hosts = new HostGate(settings.Server);
        _traffic = new TrafficGate(settings, time);
    }

    /// <summary>Says whether everybody needs a token.</summary>
    public TokenDemand Demand { get; }

    /// <summary>Knows callers.</summary>
    public AccessGate Access { get; }

    /// <summary>Says which issuer's tokens are taken; null where there is none.</summary>
    public ResourceMetadata? Metadata { get; }

    /// <summary>Puts the gates before everything that is mapped.</summary>
    public void Guard(WebApplication app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal),
        guarded =>
        {
            guarded.Use(_failures.ServeAsync);
            guarded.Use(SecurityHeaders.ServeAsync);
            guarded.Use(_hosts.ServeAsync);
            guarded.Use(Access.ServeAsync);
            guarded.Use(_traffic.ServeAsync);
            guarded.Use(JsonBodyLimits.ServeAsync);
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _discovery?.Dispose();
    }
}
