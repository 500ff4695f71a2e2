using VideoGen.Catalog;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Whether everybody needs a token. What the settings demand holds from the start. A provider config of the catalog may bring strangers at
/// any time, by an address for webhooks that leads from outside to the port of everything: from then on everybody needs one for as long as
/// this server runs. Thread-safe.
/// </summary>
internal sealed partial class TokenDemand(Settings settings, ICatalog catalog, ILogger<TokenDemand> log)
{
    private bool _made = AccessRule.NeedsToken(settings);

    /// <summary>True where somebody without a token is not let in.</summary>
    public async ValueTask<bool> IsMadeAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _made))
        {
            return true;
        }

        if (settings.Server.WebhookPort is not null)
        {
            return false; // webhooks have a port of their own
        }

        bool made = AccessRule.NeedsToken(settings, await catalog.ReadAsync(cancellationToken));
        if (made && !Interlocked.Exchange(ref _made, true))
        {
            Demanded();
        }

        return made;
    }

    [LoggerMessage(3113, LogLevel.Warning, "A provider config of the catalog has a webhook_url that leads from outside to server.port, so whoever calls may be a stranger: from now on every call needs a token, until this server is started anew without it. Set server.webhook_port for webhooks alone, or make tokens (videogen token add).")]
    private partial void Demanded();
}
