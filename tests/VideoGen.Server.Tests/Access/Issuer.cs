using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Access;

/// <summary>An authorization server on loopback: its discovery document, its keys, and tokens made by hand, good and bad ones.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "https://video.example.com";

    private readonly WebApplication _app;

    private Issuer(WebApplication app) => _app = app;

    public RSA Key { get; set; } = RSA.Create(2048);

    public string KeyId { get; set; } = "k1";

    /// <summary>What the discovery document calls itself; null for the truth.</summary>
    public string? CallsItself { get; set; }

    public bool IsDown { get; set; }

    /// <summary>A path behind its address, with only the metadata of RFC 8414; null has OpenID Connect discovery at its address.</summary>
    public string? Tenant { get; init; }

    /// <summary>How often its keys were read.</summary>
    public int Reads { get; private set; }

    public string Address => _app.Urls.Single() + Tenant;

    public static async Task<Issuer> StartAsync(string? tenant = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var issuer = new Issuer(app) { Tenant = tenant };
        app.MapGet(tenant is null ? "/.well-known/openid-configuration" : $"/.well-known/oauth-authorization-server{tenant.TrimEnd('/')}", () => issuer.IsDown
            ? Results.StatusCode(503)
            : Results.Text(new JsonObject { ["issuer"] = issuer.CallsItself ?? issuer.Address, ["jwks_uri"] = $"{app.Urls.Single()}/keys" }.ToJsonString()));
        app.MapGet("/keys", () =>
        {
            issuer.Reads++;
            return Results.Text(issuer.KeySet());
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Its public keys, with a shared secret among them that must be ignored.</summary>
    public string KeySet()
    {
        RSAParameters key = Key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Base64(key.Modulus!), ["e"] = Base64(key.Exponent!) },
                new JsonObject { ["kty"] = "oct", ["kid"] = "secret", ["k"] = Base64("0123456789abcdef0123456789abcdef"u8) }),
        }.ToJsonString();
    }

    /// <summary>A good token of somebody, changed as a test likes.</summary>
    public string Token(Action<JsonObject, JsonObject>? change = null, Func<byte[], byte[]>? sign = null)
    {
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = KeyId };
        long now = Samples.Start.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = Audience,
            ["sub"] = "ann",
            ["scope"] = "read spend openid",
            ["nbf"] = now,
            ["exp"] = now + 600,
        };
        change?.Invoke(head, claims);
        string signed = $"{Base64(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Base64(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        byte[] signature = (sign ?? (bytes => Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64(signature)}";
    }

    public static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        await _app.DisposeAsync();
    }
}
