using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

public sealed class JwtAccessTests : IAsyncLifetime
{
    private Issuer _issuer = null!;
    private Site _site = null!;

    public async Task InitializeAsync()
    {
        _issuer = await Issuer.StartAsync();
        _site = await Site.StartClosedAsync(s => s with { Access = s.Access with { Issuer = _issuer.Address, Audience = Issuer.Audience } });
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_issuer_opens_what_its_scope_says_to_its_own_requests()
    {
        string hers = await _site.KeepAsync("ann1", "jwt:ann");
        string namesake = await _site.KeepAsync("ann2", "token:ann");

        (await StatusAsync(_issuer.Token(), $"v1/requests/{hers}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(_issuer.Token(), $"v1/requests/{namesake}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(_issuer.Token((_, c) => c["scope"] = "operate"), $"v1/requests/{namesake}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(_issuer.Token((_, c) => c.Remove("scope")), $"v1/requests/{hers}")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_issuer.Token((_, c) => c["aud"] = new JsonArray("other", Issuer.Audience)), $"v1/requests/{hers}")).ShouldBe(HttpStatusCode.OK);
    }

    public static TheoryData<string> Bad => ["none", "None", "no signature", "other key", "shared secret", "public key as secret", "secret of the key set", "altered", "other audience", "no audience", "other issuer", "expired", "no expiry", "not yet", "unknown extension", "key in the token", "no subject", "subject of two lines", "five parts", "two parts", "empty"];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_the_issuer_did_not_make_for_this_server_and_this_time_opens_nothing(string kind)
    {
        using RSA other = RSA.Create(2048);
        string good = _issuer.Token();
        string[] parts = good.Split('.');
        long now = Testing.Samples.Start.ToUnixTimeSeconds();
        string token = kind switch
        {
            "none" or "None" => _issuer.Token((h, _) => h["alg"] = kind, _ => []),
            "no signature" => $"{parts[0]}.{parts[1]}.",
            "other key" => _issuer.Token(null, b => other.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "shared secret" => _issuer.Token((h, _) => h["alg"] = "HS256", b => HMACSHA256.HashData("0123456789abcdef0123456789abcdef"u8, b)),
            "public key as secret" => _issuer.Token((h, _) => h["alg"] = "HS256", b => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_issuer.Key.ExportSubjectPublicKeyInfoPem()), b)),
            "secret of the key set" => _issuer.Token((h, _) => (h["alg"], h["kid"]) = ("HS256", "secret"), b => HMACSHA256.HashData("0123456789abcdef0123456789abcdef"u8, b)),
            "altered" => $"{parts[0]}.{_issuer.Token((_, c) => c["sub"] = "bob").Split('.')[1]}.{parts[2]}",
            "other audience" => _issuer.Token((_, c) => c["aud"] = "https://other.example.com"),
            "no audience" => _issuer.Token((_, c) => c.Remove("aud")),
            "other issuer" => _issuer.Token((_, c) => c["iss"] = "https://id.example.com"),
            "expired" => _issuer.Token((_, c) => c["exp"] = now - 61),
            "no expiry" => _issuer.Token((_, c) => c.Remove("exp")),
            "not yet" => _issuer.Token((_, c) => c["nbf"] = now + 120),
            "unknown extension" => _issuer.Token((h, _) => h["crit"] = new JsonArray("b64")),
            "key in the token" => _issuer.Token((h, _) => (h["kid"], h["jwk"]) = ("mine", Jwk(other)), b => other.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "no subject" => _issuer.Token((_, c) => c.Remove("sub")),
            "subject of two lines" => _issuer.Token((_, c) => c["sub"] = "ann\nbob"),
            "five parts" => good + ".a.b",
            "two parts" => $"{parts[0]}.{parts[1]}",
            _ => "..",
        };

        using HttpResponseMessage answer = await _site.SendAsync(HttpMethod.Get, "v1/requests/x", _site.Secret(token));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Site.CodeAsync(answer)).ShouldBe("token_invalid");
        (await StatusAsync(good, "v1/requests/x")).ShouldBe(HttpStatusCode.NotFound); // the same, unspoilt, opens
    }

    [Fact]
    public async Task Guessing_is_slowed_down_by_address_and_a_right_JWT_still_opens()
    {
        HttpStatusCode status = HttpStatusCode.Unauthorized;
        int wrong = 0;
        for (; status == HttpStatusCode.Unauthorized && wrong < 100; wrong++)
        {
            status = await StatusAsync(_issuer.Token((_, c) => c["aud"] = $"other {wrong}"), "v1/requests/x");
        }

        wrong.ShouldBeInRange(31, 99); // one more every two seconds
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(_issuer.Token(), "v1/requests/x")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("vgt_wrong", "v1/requests/x")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Keys_are_read_once_and_anew_when_they_change_but_never_more_than_once_a_minute()
    {
        await StatusAsync(_issuer.Token(), "v1/requests/x");
        await StatusAsync(_issuer.Token(), "v1/requests/x");
        _issuer.Reads.ShouldBe(1);
        (_issuer.Key, _issuer.KeyId) = (RSA.Create(2048), "k2");
        (await StatusAsync(_issuer.Token(), "v1/requests/x")).ShouldBe(HttpStatusCode.Unauthorized);
        _issuer.Reads.ShouldBe(1);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        string good = _issuer.Token();
        while (await StatusAsync(good, "v1/requests/x") is not HttpStatusCode.NotFound)
        {
            // The configuration manager follows the machine's clock and reads beside the calls.
        }

        _issuer.Reads.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "https://id.example.com")]
    public async Task Without_keys_nobody_is_let_in_by_a_JWT_and_tokens_still_open(bool down, string? callsItself)
    {
        (_issuer.IsDown, _issuer.CallsItself) = (down, callsItself);
        using HttpResponseMessage answer = await _site.SendAsync(HttpMethod.Get, "v1/requests/x", _issuer.Token());
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Site.CodeAsync(answer)).ShouldBe("issuer_unavailable");
        (await StatusAsync(_site.Token("ci"), "v1/requests/x")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tenant/one")]
    [InlineData("/tenant/two/")]
    public async Task An_issuer_without_OpenID_Connect_is_found_by_its_server_metadata(string path)
    {
        await using Issuer issuer = await Issuer.StartAsync(path);
        await using Site site = await Site.StartClosedAsync(s => s with { Access = s.Access with { Issuer = issuer.Address, Audience = Issuer.Audience } });

        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", issuer.Token())).ShouldBe(HttpStatusCode.NotFound);
        issuer.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_ends_when_its_JWT_expires()
    {
        string id = await _site.KeepPendingAsync("ann1", "jwt:ann");
        string token = _issuer.Token((_, c) => c["exp"] = Testing.Samples.Start.ToUnixTimeSeconds() + 95);
        using EventLines events = await EventLines.OpenAsync(_site, $"v1/requests/{id}/events", _site.Secret(token));

        _site.Clock.Advance(TimeSpan.FromSeconds(94));
        events.HaveEnded.ShouldBeFalse();
        _site.Clock.Advance(TimeSpan.FromSeconds(1));

        await events.UntilEndAsync();
    }

    [Fact]
    public async Task Keys_can_come_from_a_file()
    {
        string file = Path.Combine(_site.Settings.Home, "keys.json");
        await File.WriteAllTextAsync(file, _issuer.KeySet());
        await using Site site = await Site.StartClosedAsync(s => s with { Access = s.Access with { Issuer = _issuer.Address, Audience = Issuer.Audience, KeySet = file } });
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", _issuer.Token())).ShouldBe(HttpStatusCode.NotFound);
        _issuer.Reads.ShouldBe(0);
        StartCheck.Run(site.Settings, TimeProvider.System).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_learns_where_tokens_come_from()
    {
        using HttpResponseMessage answer = await _site.SendAsync(HttpMethod.Post, "mcp", body: "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe($"Bearer resource_metadata=\"{Issuer.Audience}/.well-known/oauth-protected-resource\"");
        foreach (string path in (string[])[".well-known/oauth-protected-resource", ".well-known/oauth-protected-resource/mcp"])
        {
            using HttpResponseMessage metadata = await _site.SendAsync(HttpMethod.Get, path);
            JsonNode document = JsonNode.Parse(await metadata.Content.ReadAsStringAsync())!;
            document["resource"]!.GetValue<string>().ShouldBe(Issuer.Audience);
            document["authorization_servers"]![0]!.GetValue<string>().ShouldBe(_issuer.Address);
        }
    }

    private static JsonObject Jwk(RSA key)
    {
        RSAParameters parts = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["kid"] = "mine", ["n"] = Issuer.Base64(parts.Modulus), ["e"] = Issuer.Base64(parts.Exponent) };
    }

    private Task<HttpStatusCode> StatusAsync(string token, string path) => _site.StatusAsync(HttpMethod.Get, path, _site.Secret(token));
}
