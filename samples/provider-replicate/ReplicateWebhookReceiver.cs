using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Replicate;

/// <summary>
/// Decides about deliveries of Replicate, signed by Standard Webhooks: HMAC-SHA256 over id, time and body, by the secret of the account
/// (<c>GET /webhooks/default/secret</c>). Verifies first, reads then. Thread-safe.
/// </summary>
/// <param name="credentials">Where the secret comes from.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplicateWebhookReceiver(VendorCredentials credentials, TimeProvider time) : IWebhookReceiver
{
    public const string SecretVariable = "REPLICATE_WEBHOOK_SECRET";

    private const string SecretPrefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Provider => ReplicateProvider.WireName;

    public string Name => ReplicateProvider.WireName;

    public ValueTask<WebhookOutcome> ReceiveAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, string jobToken, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Decide(header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body.Span));

    private WebhookOutcome Decide(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (Secret() is not { } secret)
        {
            return new WebhookOutcome.KeysUnavailable();
        }

        if (id is not { Length: > 0 and <= 200 } || signatures is not { Length: <= 2_000 }
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > 253_402_300_799)
        {
            return new WebhookOutcome.Malformed("A header of the signature is missing or not in its form.");
        }

        var signedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((time.GetUtcNow() - signedAt).Duration() > Tolerance)
        {
            return new WebhookOutcome.Stale();
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        byte[] expected = HMACSHA256.HashData(secret, signed);
        if (!signatures.Split(' ').Any(s => s.StartsWith("v1,", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(s[3..]), Encoding.ASCII.GetBytes(Convert.ToBase64String(expected)))))
        {
            return new WebhookOutcome.Forged();
        }

        string text = Encoding.UTF8.GetString(body);
        return JsonAnswer.Text(JsonAnswer.Read(text), "id") is { } prediction && KeyedChannel.IsId(prediction)
            ? new WebhookOutcome.Verified(prediction, id, text) { SignedAt = signedAt }
            : new WebhookOutcome.Malformed("The body is no prediction.");
    }

    private byte[]? Secret()
    {
        string? text = credentials.Secret(SecretVariable);
        var key = new byte[256];
        return text?.StartsWith(SecretPrefix, StringComparison.Ordinal) == true && Convert.TryFromBase64String(text[SecretPrefix.Length..], key, out int length) ? key[..length] : null;
    }
}
