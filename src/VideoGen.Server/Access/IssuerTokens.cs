using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// The options of JwtBearer for the issuer of the settings: signature by one of its keys with an algorithm of the list, issuer, audience, times.
/// Only then is a claim believed.
/// </summary>
/// <param name="settings">Settings with an issuer.</param>
/// <param name="keys">Reads the issuer's keys.</param>
/// <param name="time">Clock.</param>
internal sealed class IssuerTokens(AccessSettings settings, IssuerConfigurationRetriever keys, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const int LongestSubject = 200;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <inheritdoc/>
    public void Configure(JwtBearerOptions options) => Configure(null, options);

    /// <inheritdoc/>
    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        };
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(settings.Issuer, keys, new HttpDocumentRetriever(Backchannel()) { RequireHttps = false })
        {
            AutomaticRefreshInterval = TimeSpan.FromHours(1),
            RefreshInterval = BaseConfigurationManager.MinimumRefreshInterval, // what is read at most once a minute is for the retriever to say
            UseLastKnownGoodConfiguration = false, // a key that the issuer took back opens nothing
        };
        options.Events = new JwtBearerEvents { OnMessageReceived = ReadAsync, OnTokenValidated = AcceptAsync };
    }

    // Follows no redirect and reads no endless answer.
    private static HttpClient Backchannel() =>
        new(new ConnectFailures(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })) { Timeout = Within, MaxResponseContentBufferSize = IssuerConfigurationRetriever.MaxBytes };

    private async Task ReadAsync(MessageReceivedContext context)
    {
        context.Token = BearerToken.Of(context.Request);
        if (context.Token is null || !IsSigned(context.Token))
        {
            context.Fail(new TokenRefusedException("jwt_form"));
            return;
        }

        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException) // what the configuration manager makes of every failure
        {
            context.Fail(new IssuerUnavailableException());
            return;
        }

        if (!keys.IsUsable)
        {
            context.Fail(new IssuerUnavailableException());
        }
    }

    private Task AcceptAsync(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        string subject = new[] { token.Subject, Claim(token, "client_id") }.FirstOrDefault(s => !string.IsNullOrEmpty(s)) ?? "";
        if (token.TryGetHeaderValue("crit", out object _))
        {
            context.Fail(new TokenRefusedException("jwt_form"));
        }
        else if (subject.Length is 0 or > LongestSubject || subject.Any(char.IsControl))
        {
            context.Fail(new TokenRefusedException("jwt_subject"));
        }
        else
        {
            var caller = new Caller($"jwt:{subject}", ScopeWords.Read(Claim(token, "scope") ?? "", out _));
            context.Principal = new ClaimsPrincipal(new CallerIdentity(caller, context.Scheme.Name) { Until = End(token.ValidTo) });
        }

        return Task.CompletedTask;
    }

    private bool IsNow(DateTime? from, DateTime? until) =>
        until is { } end && time.GetUtcNow().UtcDateTime is var now && now < end + Skew && (from is null || now >= from - Skew);

    // Somebody whose clock is a little late may still come in, and stays no longer than that.
    private DateTimeOffset End(DateTime expires) =>
        new DateTimeOffset(expires, TimeSpan.Zero) is var end && time.GetUtcNow() < end ? end : end + Skew;

    // Three parts: a signed token. Five would be an encrypted one, which nobody can have made for us. And before anything is built from what
    // anybody can send: JSON within the limits, without a member that stands twice.
    private static bool IsSigned(string token) => token.Split('.') is [var head, var claims, _] && IsJson(head) && IsJson(claims);

    private static bool IsJson(string part) =>
        Base64Url.IsValid(part) && JsonText.Check(Base64Url.DecodeFromChars(part)).IsEmpty;

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue(name, out object? value) ? value as string : null;
}
