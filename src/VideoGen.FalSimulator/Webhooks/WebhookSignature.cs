using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>The four headers that prove a delivery.</summary>
internal sealed record WebhookSignature(string RequestId, string UserId, long Timestamp, string Hex)
{
    public static WebhookSignature Sign(Ed25519Key key, string requestId, string userId, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        long timestamp = at.ToUnixTimeSeconds();
        byte[] message = Message(requestId, userId, timestamp, body);
        return new WebhookSignature(requestId, userId, timestamp, Convert.ToHexStringLower(key.Sign(message)));
    }

    /// <summary>What is signed: four lines, no line feed at the end, the last one the hash of the raw body.</summary>
    public static byte[] Message(string requestId, string userId, long timestamp, ReadOnlySpan<byte> body)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return Encoding.UTF8.GetBytes(string.Join('\n', requestId, userId, timestamp.ToString(CultureInfo.InvariantCulture), hash));
    }

    public void AddTo(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Fal-Webhook-Request-Id", RequestId);
        request.Headers.TryAddWithoutValidation("X-Fal-Webhook-User-Id", UserId);
        request.Headers.TryAddWithoutValidation("X-Fal-Webhook-Timestamp", Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("X-Fal-Webhook-Signature", Hex);
    }
}
