using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;
using VideoGen.Server.Access;
using VideoGen.Testing.Catalog;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// Authentication. An input is three lines (head and claims of a JWT, its signature), then a <c>tokens.json</c>. The signature <c>sign</c> is
/// replaced by the issuer's; any other is a stranger's.
/// </summary>
/// <param name="planted">True believes the claims of a JWT without a look at its signature.</param>
internal sealed class TokenTarget(bool planted) : ITarget, IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "https://video.example";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA _key = RSA.Create(2048);
    private readonly string _home = Directory.CreateTempSubdirectory("videogen-fuzz-").FullName;
    private ServiceProvider? _services;

    public IReadOnlyList<string> Words { get; } =
        ["sign", "\n", "alg", "RS256", "RS512", "PS256", "ES256", "HS256", "none", "kid", "k1", "crit", "typ", "JWT", "iss", Issuer, "aud", Audience, "sub", "client_id", "scope", "read spend", "exp", "nbf", "iat", "1767225600", "1767229200", "1e400", "tokens", "name", "sha256", "scopes", "created_at", "id", "revoked", "2026-01-01T00:00:00+00:00"];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 5_000_000 + (300L * bytes);

    public void Dispose()
    {
        _key.Dispose();
        _services?.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    public void Try(byte[] input)
    {
        string[] lines = Encoding.UTF8.GetString(input).Split('\n', 4);
        Jwt(lines.ElementAtOrDefault(0) ?? "", lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "");
        TokenList(Encoding.UTF8.GetBytes(lines.ElementAtOrDefault(3) ?? ""));
    }

    private void Jwt(string head, string claims, string signature)
    {
        _services ??= Services();
        string signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        bool isIssuers = signature == "sign";
        string last = isIssuers ? Base64Url.EncodeToString(_key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) : signature;
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Request.Headers.Authorization = $"Bearer {signed}.{last}";
        AuthenticateResult result = context.AuthenticateAsync().GetAwaiter().GetResult();
        CallerIdentity? identity = result.Succeeded ? CallerIdentity.Of(result.Principal) : null;
        if (planted && Read(claims)?["iss"] is JsonValue issuer && issuer.TryGetValue(out string? name) && name == Issuer)
        {
            identity = new CallerIdentity(new("jwt:planted", default), "planted");
        }

        Rule.Require(result.Failure is not IssuerUnavailableException, "The keys are there.");
        if (identity is null)
        {
            return;
        }

        Rule.Require(isIssuers, "A token that the issuer did not sign opens nothing.");
        Rule.Require(identity.Caller.Id!.StartsWith("jwt:", StringComparison.Ordinal) && identity.Caller.Id.Length > 4 && !identity.Caller.Id.Any(char.IsControl), "A caller has a name of its own.");
        JsonObject said = Read(claims)!;
        Rule.Require((string?)said["iss"] == Issuer, "A token of another issuer opens nothing.");
        Rule.Require(said["aud"] is JsonValue one ? (string?)one == Audience : said["aud"] is JsonArray many && many.Any(a => a is JsonValue v && v.TryGetValue(out string? text) && text == Audience), "A token for another server opens nothing.");
        Rule.Require(said["exp"]!.GetValue<double>() >= Now.ToUnixTimeSeconds() - 60, "A token that has expired opens nothing.");
        Rule.Require((string?)Read(head)!["alg"] == "RS256", "The algorithm is the one that was signed with.");
    }

    private void TokenList(byte[] json)
    {
        var file = new TokenFile(_home, new StoppedTime());
        using (FileStream stream = VideoGen.Files.OwnerOnly.Open(file.Path, FileMode.Create))
        {
            stream.Write(json);
        }

        try
        {
            foreach (AccessToken token in file.Read())
            {
                Rule.Require(AccessToken.IsName(token.Name) && token.Sha256.Length == 64 && token.Caller.Id!.StartsWith("token:", StringComparison.Ordinal), "A token that is read is whole.");
                Rule.Require(token.Caller.Scopes != default, "A token that opens nothing is none.");
            }
        }
        catch (TokenFileException refused)
        {
            Rule.Readable([refused.Problem]);
        }
    }

    private ServiceProvider Services()
    {
        string keySet = Path.Combine(_home, "keys.json");
        File.WriteAllText(keySet, KeySet());
        var settings = new Settings { Home = _home, Access = new AccessSettings { RequireToken = true, Issuer = Issuer, Audience = Audience, KeySet = keySet } };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new StoppedTime());
        services.AddSingleton(new TokenDemand(settings, new MemoryCatalog(), NullLogger<TokenDemand>.Instance));
        services.AddVideoGenAccess(settings);
        return services.BuildServiceProvider();
    }

    private static JsonObject? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private string KeySet()
    {
        RSAParameters key = _key.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"RSA","kid":"k1","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"}]}""";
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
