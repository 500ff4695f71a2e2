using System.Collections.Immutable;
using System.Text;
using VideoGen.Fal.Webhooks;

namespace VideoGen.Fal.Tests.Webhooks;

/// <summary>Signed deliveries with a key that exists for tests only.</summary>
internal static class Vectors
{
    public const string Jwks = """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""";
    public const string SeedHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    public const string KeyHex = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

    public const string RequestId = "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f";

    public static readonly byte[] BodyA = Encoding.UTF8.GetBytes(
        $$$$"""{"request_id":"{{{{RequestId}}}}","gateway_request_id":"{{{{RequestId}}}}","status":"OK","payload":{"video":{"url":"https://v3b.fal.media/files/b/0a1b2c3d/clip-0001.mp4","content_type":"video/mp4","file_name":"clip-0001.mp4","file_size":1048576}}}""");

    public static readonly byte[] BodyB = Convert.FromBase64String(
        "eyJyZXF1ZXN0X2lkIjogIjBiOWQyZjRlLTdhMWMtNGYzZS04ZDZiLTVjNGEzZTJmMWQwYyIsICJnYXRld2F5X3JlcXVlc3RfaWQiOiAiOWU4ZDdjNmItNWE0OS00ODM3LWE2MTUtZjRlM2QyYzFiMGE5IiwgInN0YXR1cyI6ICJFUlJPUiIsICJlcnJvciI6ICJJbnZhbGlkIHN0YXR1cyBjb2RlOiA0MjIiLCAicGF5bG9hZCI6IHsiZGV0YWlsIjogW3sibG9jIjogWyJib2R5IiwgImR1cmF0aW9uIl0sICJtc2ciOiAiSW5wdXQgc2hvdWxkIGJlICc0cycsICc2cycgb3IgJzhzJyDigJQgY2Fmw6kiLCAidHlwZSI6ICJvbmVfb2YiLCAiaW5wdXQiOiAiNXMifV19fQ==");

    public static readonly FalWebhookHeaders HeadersA = new(
        RequestId, "user_7d41c0", "1767225600",
        "d8e15c29dacf5e09efc085f4c6bad2e10c534deb2b116db34f1135ccc798dea34b683a427ee7b4d9feeadfffd52409ba9453bb8d82eed0ca3acb4b5af21b7305");

    public static readonly FalWebhookHeaders HeadersB = new(
        "0b9d2f4e-7a1c-4f3e-8d6b-5c4a3e2f1d0c", "user_7d41c0", "1767225661",
        "ba60848657708f1ca4b24d742467c1f094380109094c47a633bc8db86298d9a6487016c0aa1c9cffe32a5b9494c23c763afa6c2e3a30646a5b4fd21bd6ec1d08");

    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ImmutableArray<ImmutableArray<byte>> Keys => [[.. Convert.FromHexString(KeyHex)]];
}
