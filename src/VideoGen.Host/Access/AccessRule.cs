using System.Collections.Immutable;
using System.Net;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Access;

/// <summary>When a server asks for tokens, and whether it may start as it is set up. Pure but for reading the file of tokens.</summary>
public static class AccessRule
{
    /// <summary>
    /// True where every caller needs a token: when the server listens to more than this machine, when it is reached under a name, through a proxy
    /// or by webhooks without a port of their own (so there is a proxy), and where the settings say so.
    /// </summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="catalog">Provider configs, which may have an address for webhooks too; null looks at the settings alone.</param>
    public static bool NeedsToken(Settings settings, CatalogSnapshot? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Access.RequireToken || settings.Server.AllowedHosts is not null || settings.Server.Proxies is not null || !IsLoopback(settings.Server.Address) || IsBehindProxy(settings, catalog);
    }

    /// <summary>What keeps a server from starting; empty when nothing does.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="tokens">The server's own tokens.</param>
    /// <param name="catalog">As in <see cref="NeedsToken"/>.</param>
    public static ImmutableArray<Problem> Check(Settings settings, TokenFile tokens, CatalogSnapshot? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokens);
        try
        {
            return tokens.Read().IsEmpty && settings.Access.Issuer is null && NeedsToken(settings, catalog)
                ? [new Problem("access_open", "/server/address", $"{Why(settings)}, so callers need tokens, but there is no token and no issuer: nobody could call.", "Make a token (videogen token add NAME --scopes read,spend), set access.issuer, or keep others out: listen to 127.0.0.1 only, without server.allowed_hosts, and set server.webhook_port where webhooks come from outside.")]
                : [];
        }
        catch (TokenFileException unusable)
        {
            return [unusable.Problem];
        }
    }

    /// <summary>Why callers need tokens where they do, as the first half of a sentence.</summary>
    public static string Why(Settings settings) =>
        !IsLoopback(settings.Server.Address) ? "server.address lets others than this machine call"
        : settings.Server.AllowedHosts is not null ? "server.allowed_hosts lets the server be called by name"
        : settings.Server.Proxies is not null ? "server.proxies names a proxy that lets others call"
        : settings.Access.RequireToken ? "access.require_token is set"
        : settings.Fal.WebhookUrl is null && settings.Openrouter.WebhookUrl is not null ? "openrouter.webhook_url leads from outside to server.port, since there is no server.webhook_port"
        : settings.Fal.WebhookUrl is null ? "webhook_url of a provider config leads from outside to server.port, since there is no server.webhook_port"
        : "fal.webhook_url leads from outside to server.port, since there is no server.webhook_port";

    // Whatever passes webhooks on to the port that serves everything passes on everything, and looks like somebody on this machine.
    private static bool IsBehindProxy(Settings settings, CatalogSnapshot? catalog) =>
        settings.Server.WebhookPort is null
        && (IsFromOutside(settings.Fal.WebhookUrl) || IsFromOutside(settings.Openrouter.WebhookUrl) || (catalog is not null && catalog.Providers.Any(p => IsFromOutside(p.WebhookUrl))));

    private static bool IsFromOutside(string? webhookUrl) => webhookUrl is not null && !(Uri.TryCreate(webhookUrl, UriKind.Absolute, out Uri? address) && address.IsLoopback);

    /// <summary>True for an address that only this machine reaches.</summary>
    internal static bool IsLoopback(string address) => IPAddress.TryParse(address, out IPAddress? ip) && IPAddress.IsLoopback(ip);
}
