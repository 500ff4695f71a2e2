using System.Buffers.Text;
using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Checks JWTs of the configured issuer: signature by one of its keys with an algorithm of the list, issuer, audience, times. Only then is a
/// claim believed. Thread-safe.
/// </summary>
internal sealed class JwtReader(AccessSettings settings, IssuerKeys keys, TimeProvider time)
{
    private const int LongestSubject = 200;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>Whose token it is, or why it opens nothing.</summary>
    public async ValueTask<Identity> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (Head(token) is not { } head || !Algorithms.Contains(head.Alg, StringComparer.Ordinal) || head.TryGetHeaderValue("crit", out object _))
        {
            return new Identity.Wrong("jwt_form");
        }

        ImmutableArray<SecurityKey> known = await keys.GetAsync(string.IsNullOrEmpty(head.Kid) ? null : head.Kid, cancellationToken);
        if (known.IsEmpty)
        {
            return new Identity.Unavailable();
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = known,
            LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        });
        return result.IsValid && result.SecurityToken is JsonWebToken valid ? Accept(valid) : new Identity.Wrong(Reason(result.Exception));
    }

    private bool IsNow(DateTime? from, DateTime? until) =>
        until is { } end && time.GetUtcNow().UtcDateTime is var now && now < end + Skew && (from is null || now >= from - Skew);

    private Identity Accept(JsonWebToken token)
    {
        string subject = new[] { token.Subject, Claim(token, "client_id") }.FirstOrDefault(s => !string.IsNullOrEmpty(s)) ?? "";
        return subject.Length is 0 or > LongestSubject || subject.Any(char.IsControl)
            ? new Identity.Wrong("jwt_subject")
            : new Identity.Known(new Caller($"jwt:{subject}", ScopeWords.Read(Claim(token, "scope") ?? "", out _))) { Until = End(token.ValidTo) };
    }

    // Somebody whose clock is a little late may still come in, and stays no longer than that.
    private DateTimeOffset End(DateTime expires) =>
        new DateTimeOffset(expires, TimeSpan.Zero) is var end && time.GetUtcNow() < end ? end : end + Skew;

    // Three parts: a signed token. Five would be an encrypted one, which nobody can have made for us.
    private JsonWebToken? Head(string token)
    {
        try
        {
            return token.Split('.') is [var head, var claims, _] && IsJson(head) && IsJson(claims) && _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception broken) when (broken is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    // Before anything is built from what anybody can send: JSON within the limits, and without a member that stands twice.
    private static bool IsJson(string part) =>
        Base64Url.IsValid(part) && JsonText.Check(Base64Url.DecodeFromChars(part)).IsEmpty;

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue(name, out object? value) ? value as string : null;

    private static string Reason(Exception? why) => why switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "jwt_time",
        SecurityTokenInvalidAudienceException => "jwt_audience",
        SecurityTokenInvalidIssuerException => "jwt_issuer",
        _ => "jwt_signature",
    };
}
