using System.Text;
using VideoGen.FalSimulation.Webhooks;
using VideoGen.Testing.Signatures;

namespace VideoGen.FalSimulation.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private const string BodyA = """{"request_id":"6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f","gateway_request_id":"6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f","status":"OK","payload":{"video":{"url":"https://v3b.fal.media/files/b/0a1b2c3d/clip-0001.mp4","content_type":"video/mp4","file_name":"clip-0001.mp4","file_size":1048576}}}""";

    private const string BodyB =
        "eyJyZXF1ZXN0X2lkIjogIjBiOWQyZjRlLTdhMWMtNGYzZS04ZDZiLTVjNGEzZTJmMWQwYyIsICJnYXRld2F5X3JlcXVlc3RfaWQiOiAiOWU4ZDdjNmItNWE0OS00ODM3"
        + "LWE2MTUtZjRlM2QyYzFiMGE5IiwgInN0YXR1cyI6ICJFUlJPUiIsICJlcnJvciI6ICJJbnZhbGlkIHN0YXR1cyBjb2RlOiA0MjIiLCAicGF5bG9hZCI6IHsiZGV0YWls"
        + "IjogW3sibG9jIjogWyJib2R5IiwgImR1cmF0aW9uIl0sICJtc2ciOiAiSW5wdXQgc2hvdWxkIGJlICc0cycsICc2cycgb3IgJzhzJyDigJQgY2Fmw6kiLCAidHlwZSI6"
        + "ICJvbmVfb2YiLCAiaW5wdXQiOiAiNXMifV19fQ==";

    [Fact]
    public void Vector_A_is_reproduced_exactly()
    {
        var key = Ed25519Key.FromSeed(Convert.FromHexString(Seed));
        Convert.ToHexStringLower(key.PublicKey).ShouldBe("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
        key.X.ShouldBe("A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg");
        byte[] body = Encoding.UTF8.GetBytes(BodyA);
        body.Length.ShouldBe(285);
        Encoding.UTF8.GetString(WebhookSignature.Message("6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f", "user_7d41c0", 1767225600, body)).ShouldBe(
            "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f\nuser_7d41c0\n1767225600\n70a128c506b7144573f0cc2d4ab21599bb362129114770a57afb97b5d65b6143");
        Sign(key, "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f", 1767225600, body).ShouldBe(
            "d8e15c29dacf5e09efc085f4c6bad2e10c534deb2b116db34f1135ccc798dea34b683a427ee7b4d9feeadfffd52409ba9453bb8d82eed0ca3acb4b5af21b7305");
    }

    [Fact]
    public void Vector_B_is_reproduced_exactly()
    {
        var key = Ed25519Key.FromSeed(Convert.FromHexString(Seed));
        byte[] body = Convert.FromBase64String(BodyB);
        body.Length.ShouldBe(316);
        Sign(key, "0b9d2f4e-7a1c-4f3e-8d6b-5c4a3e2f1d0c", 1767225661, body).ShouldBe(
            "ba60848657708f1ca4b24d742467c1f094380109094c47a633bc8db86298d9a6487016c0aa1c9cffe32a5b9494c23c763afa6c2e3a30646a5b4fd21bd6ec1d08");
    }

    [Fact]
    public void Another_implementation_agrees()
    {
        for (int round = 0; round < 50; round++)
        {
            byte[] seed = new byte[32];
            seed[0] = (byte)round;
            byte[] message = Encoding.UTF8.GetBytes(new string('m', round * 7));
            var key = Ed25519Key.FromSeed(seed);
            key.PublicKey.ShouldBe(Libsodium.PublicKey(seed));
            key.Sign(message).ShouldBe(Libsodium.Sign(seed, message));
        }
    }

    [Fact]
    public void A_seed_has_32_bytes() =>
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => Ed25519Key.FromSeed(new byte[31]));

    private static string Sign(Ed25519Key key, string requestId, long timestamp, byte[] body) =>
        WebhookSignature.Sign(key, requestId, "user_7d41c0", DateTimeOffset.FromUnixTimeSeconds(timestamp), body).Hex;
}
