using System.Collections.Immutable;
using System.Net;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Access;

/// <summary>When a server asks for tokens, and whether it may start as it is set up. Pure but for reading the file of tokens.</summary>
public static class AccessRule
{
    /// <summary>
    /// True where every caller needs a token: when the server listens to more than this machine, when it is reached under a name or webhooks
    /// reach it without a port of their own (so there is a proxy), and where the settings say so.
    /// </summary>
    public static bool NeedsToken(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Access.RequireToken || settings.Server.AllowedHosts is not null || !IsLoopback(settings.Server.Address) || IsBehindProxy(settings);
    }

    /// <summary>What keeps a server from starting; empty when nothing does.</summary>
    public static ImmutableArray<Problem> Check(Settings settings, TokenFile tokens)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokens);
        try
        {
            return tokens.Read().IsEmpty && settings.Access.Issuer is null && NeedsToken(settings)
                ? [new Problem("access_open", "/server/address", $"{Why(settings)}, so callers need tokens, but there is no token and no issuer: nobody could call.", "Make a token (videogen token add NAME --scopes read,spend), set access.issuer, or keep others out: listen to 127.0.0.1 only, without server.allowed_hosts, and set server.webhook_port where webhooks come from outside.")]
                : [];
        }
        catch (TokenFileException unusable)
        {
            return [unusable.Problem];
        }
    }

    private static string Why(Settings settings) =>
        !IsLoopback(settings.Server.Address) ? "server.address lets others than this machine call"
        : settings.Server.AllowedHosts is not null ? "server.allowed_hosts lets the server be called by name"
        : settings.Access.RequireToken ? "access.require_token is set"
        : "fal.webhook_url leads from outside to server.port, since there is no server.webhook_port";

    // Whatever passes webhooks on to the port that serves everything passes on everything, and looks like somebody on this machine.
    private static bool IsBehindProxy(Settings settings) =>
        settings.Fal.WebhookUrl is { } url && settings.Server.WebhookPort is null && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.IsLoopback);

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out IPAddress? ip) && IPAddress.IsLoopback(ip);
}
