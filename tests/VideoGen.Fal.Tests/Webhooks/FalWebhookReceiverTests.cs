using System.Text;
using VideoGen.Fal.Tests.Harness;
using VideoGen.Fal.Webhooks;
using VideoGen.Providers;
using VideoGen.Testing.Signatures;

namespace VideoGen.Fal.Tests.Webhooks;

public sealed class FalWebhookReceiverTests : IDisposable
{
    private readonly FalBench _bench = new();
    private readonly FalWebhookKeys _keys;
    private readonly FalWebhookReceiver _receiver;

    public FalWebhookReceiverTests()
    {
        _keys = new FalWebhookKeys(_bench.Options, _bench.Invoker, _bench.Time);
        _receiver = new FalWebhookReceiver(_keys, _bench.Options, _bench.Time);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_signed_delivery_is_verified_with_keys_that_are_read_once()
    {
        _bench.Fal.Answer(200, Vectors.Jwks);
        var one = (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>();
        one.RequestId.ShouldBe(Vectors.RequestId);
        one.Body.ShouldBe(Encoding.UTF8.GetString(Vectors.BodyA));
        (await Receive(Vectors.HeadersB, Vectors.BodyB)).ShouldBeOfType<WebhookOutcome.Verified>().DeliveryId.ShouldNotBe(one.DeliveryId);
        (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>().DeliveryId.ShouldBe(one.DeliveryId);
        var seen = _bench.Fal.Seen.ShouldHaveSingleItem();
        seen.Address.AbsoluteUri.ShouldBe("https://rest.fal.ai/.well-known/jwks.json");
        seen.Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_kept_of_a_signature_can_be_looked_at_again_at_any_time()
    {
        _bench.Fal.Answer(200, Vectors.Jwks);
        WebhookProof proof = (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>().Proof.ShouldNotBeNull();
        var proofs = new FalWebhookProofs();

        (proof.Scheme, proof.Provider).ShouldBe(("ed25519", proofs.Provider));
        proofs.Holds(proof, Vectors.BodyA).ShouldBeTrue();
        proofs.Holds(proof, [.. Vectors.BodyA, (byte)' ']).ShouldBeFalse();
        proofs.Holds(proof with { Key = null }, Vectors.BodyA).ShouldBeFalse();
        proofs.Holds(proof with { Key = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, Vectors.BodyA).ShouldBeFalse(); // of small order
        foreach (string name in proof.Headers.Keys)
        {
            proofs.Holds(proof with { Headers = proof.Headers.SetItem(name, proof.Headers[name] + "0") }, Vectors.BodyA).ShouldBeFalse(name);
            proofs.Holds(proof with { Headers = proof.Headers.Remove(name) }, Vectors.BodyA).ShouldBeFalse(name);
        }
    }

    [Fact]
    public async Task The_cheap_checks_come_first_and_read_no_keys()
    {
        (await Receive(body: new byte[_bench.Options.WebhookMaxBytes + 1])).ShouldBeOfType<WebhookOutcome.Oversized>();
        (await Receive(token: "")).ShouldBeOfType<WebhookOutcome.Malformed>();
        (await Receive(token: "../x")).ShouldBeOfType<WebhookOutcome.Malformed>();
        (await Receive(Vectors.HeadersA with { Signature = null })).ShouldBeOfType<WebhookOutcome.Malformed>();
        (await Receive(Vectors.HeadersA with { Timestamp = "1767220000" })).ShouldBeOfType<WebhookOutcome.Stale>();
        _bench.Fal.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flood_of_forgeries_reads_the_keys_at_most_once_a_minute()
    {
        _bench.Fal.Answer(200, Vectors.Jwks);
        for (var i = 0; i < 50; i++)
        {
            (await Receive(body: [.. Vectors.BodyA, (byte)i])).ShouldBeOfType<WebhookOutcome.Forged>();
        }

        _bench.Fal.Seen.Count.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromSeconds(61));
        _bench.Fal.Answer(200, Vectors.Jwks);
        for (var i = 0; i < 50; i++)
        {
            (await Receive(body: [.. Vectors.BodyA, (byte)i])).ShouldBeOfType<WebhookOutcome.Forged>();
        }

        _bench.Fal.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_sender_that_hangs_up_while_the_keys_are_read_takes_them_from_nobody()
    {
        using var hungUp = new CancellationTokenSource();
        _bench.Fal.Answer(200, Vectors.Jwks).Meanwhile(hungUp.Cancel);
        await _receiver.ReceiveAsync(Vectors.HeadersA, Vectors.BodyA, "tok_1", hungUp.Token);

        hungUp.IsCancellationRequested.ShouldBeTrue();
        (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>();
        _bench.Fal.Seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_rotated_key_is_picked_up()
    {
        var seed = new byte[32];
        seed[0] = 9;
        _bench.Fal.Answer(200, Set(seed)).Answer(200, Vectors.Jwks);
        (await _keys.GetAsync(default)).Length.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromSeconds(61));
        (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>();
        _bench.Fal.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_are_kept_for_a_day_and_no_longer()
    {
        _bench.Fal.Answer(200, Vectors.Jwks).Answer(500, "").Answer(200, Vectors.Jwks);
        (await _keys.GetAsync(default)).Length.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromHours(23.9));
        (await _keys.GetAsync(default)).Length.ShouldBe(1);
        _bench.Fal.Seen.Count.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromHours(0.2));
        (await _keys.GetAsync(default)).ShouldBeEmpty();
        (await _keys.GetAsync(default)).ShouldBeEmpty();
        _bench.Fal.Seen.Count.ShouldBe(2);
        _bench.Time.Advance(TimeSpan.FromSeconds(61));
        (await _keys.GetAsync(default)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"keys":[]}""")]
    [InlineData(200, """{"keys":[{"kty":"RSA","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""")]
    [InlineData(200, """{"keys":[{"x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""")]
    [InlineData(200, """{"keys":[{"x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbgA"},{"x":"!"},{"x":5},7]}""")]
    public async Task Without_a_usable_key_nothing_is_said_about_a_delivery(int status, string body)
    {
        _bench.Fal.Answer(status, body);
        (await Receive()).ShouldBeOfType<WebhookOutcome.KeysUnavailable>();
    }

    [Fact]
    public async Task A_key_set_without_end_is_not_read()
    {
        _bench.Fal.Answer(200, Vectors.Jwks + new string(' ', 70_000));
        (await Receive()).ShouldBeOfType<WebhookOutcome.KeysUnavailable>();
    }

    [Theory]
    [InlineData("A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg")]
    [InlineData("A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")]
    public async Task Padding_is_accepted_and_other_members_are_not_needed(string x)
    {
        _bench.Fal.Answer(200, $$"""{"keys":[{"x":"{{x}}"},{"x":"{{x}}","kid":"again"}]}""");
        (await Receive()).ShouldBeOfType<WebhookOutcome.Verified>();
        (await _keys.GetAsync(default)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"request_id":"other"}""")]
    [InlineData("""{"request_id":"r","request_id":"r"}""")]
    public async Task A_signed_body_that_is_no_delivery_is_malformed(string body)
    {
        _bench.Fal.Answer(200, Vectors.Jwks);
        var bytes = Encoding.UTF8.GetBytes(body);
        (await Receive(Signed("r", bytes), bytes)).ShouldBeOfType<WebhookOutcome.Malformed>();
    }

    [Fact]
    public async Task A_repeat_under_another_gateway_id_is_verified_too()
    {
        _bench.Fal.Answer(200, Vectors.Jwks);
        var bytes = Encoding.UTF8.GetBytes("""{"request_id":"first","gateway_request_id":"r","status":"OK"}""");
        (await Receive(Signed("r", bytes), bytes)).ShouldBeOfType<WebhookOutcome.Verified>();
        byte[] broken = [.. "{\"request_id\":\"r\",\"x\":\""u8, 0xFF, .. "\"}"u8];
        (await Receive(Signed("r", broken), broken)).ShouldBeOfType<WebhookOutcome.Malformed>();
    }

    private static FalWebhookHeaders Signed(string requestId, byte[] body)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body));
        var message = Encoding.UTF8.GetBytes($"{requestId}\nuser\n1767225600\n{digest}");
        var signature = Libsodium.Sign(Convert.FromHexString(Vectors.SeedHex), message);
        return new FalWebhookHeaders(requestId, "user", "1767225600", Convert.ToHexStringLower(signature));
    }

    private static string Set(byte[] seed) =>
        $$"""{"keys":[{"x":"{{System.Buffers.Text.Base64Url.EncodeToString(Libsodium.PublicKey(seed))}}"}]}""";

    private async Task<WebhookOutcome> Receive(FalWebhookHeaders? headers = null, byte[]? body = null, string token = "tok_1") =>
        await _receiver.ReceiveAsync(headers ?? Vectors.HeadersA, body ?? Vectors.BodyA, token, default);
}
