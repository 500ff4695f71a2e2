using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>Who may call the server. Tokens of its own are no settings: <c>videogen token</c> keeps their hashes in the home folder.</summary>
public sealed record AccessSettings
{
    /// <summary>True demands a token on loopback as well; default false.</summary>
    [Description("true demands a token on a loopback address as well. Set it behind a proxy, whose callers all seem to be on this machine.")]
    [DefaultValue(false)]
    public bool RequireToken { get; init; }

    /// <summary>Address of the authorization server whose JWTs are accepted; null for none.</summary>
    [Description("Address of the authorization server whose JWTs are accepted, exactly as their iss claim says it; https unless on loopback.")]
    [StringLength(2048, MinimumLength = 1)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> claim that a JWT must have; required with <see cref="Issuer"/>.</summary>
    [Description("The aud claim that a JWT must have: this server's public address. Required with access.issuer.")]
    [StringLength(2048, MinimumLength = 1)]
    public string? Audience { get; init; }

    /// <summary>File with the issuer's keys (JWKS); null finds them through the issuer.</summary>
    [Description("File with the issuer's public keys (JWKS); unset finds them through the issuer's .well-known/openid-configuration or .well-known/oauth-authorization-server.")]
    [StringLength(4096, MinimumLength = 1)]
    [FolderOrFile]
    public string? KeySet { get; init; }
}
