using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.OpenRouter;

/// <summary>
/// Decides about callbacks of OpenRouter: HMAC-SHA256 over the time, a comma and the raw body, by the secret of the workspace. Without a secret
/// callbacks are not signed: nothing of theirs is believed then but that the job is worth a look. Thread-safe.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="credentials">Where the secret comes from.</param>
/// <param name="time">The clock.</param>
public sealed class OpenRouterWebhookReceiver(OpenRouterOptions options, VendorCredentials credentials, TimeProvider time) : IWebhookReceiver
{
    /// <summary>Member that marks what is kept of a callback that nobody signed.</summary>
    internal const string Unsigned = "unsigned";

    private const string SignatureHeader = "X-OpenRouter-Signature";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Provider => OpenRouterProvider.WireName;

    /// <inheritdoc/>
    public string Name => OpenRouterProvider.WireName;

    /// <inheritdoc/>
    public ValueTask<WebhookOutcome> ReceiveAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, string jobToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(jobToken);
        return ValueTask.FromResult(Decide(header, body.Span, jobToken));
    }

    private WebhookOutcome Decide(Func<string, string?> header, ReadOnlySpan<byte> body, string jobToken)
    {
        if (jobToken is not { Length: > 0 and <= 200 } || !jobToken.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return new WebhookOutcome.Malformed("The address does not name a job.");
        }

        if (credentials.Secret(options.WebhookSecretRef) is not { } secret)
        {
            return Nudge(body);
        }

        if (Parts(header(SignatureHeader)) is not ({ } time, { Length: > 0 } signatures))
        {
            return new WebhookOutcome.Malformed("The signature header is missing or not in its form.");
        }

        var signedAt = DateTimeOffset.FromUnixTimeSeconds(time);
        if ((Now() - signedAt).Duration() > TimeSpan.FromSeconds(options.WebhookToleranceSeconds))
        {
            return new WebhookOutcome.Stale();
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(time.ToString(CultureInfo.InvariantCulture) + ","), .. body];
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return !signatures.Any(s => CryptographicOperations.FixedTimeEquals(expected, s)) ? new WebhookOutcome.Forged()
            : Read(body) is not { } json ? new WebhookOutcome.Malformed("The body is not a JSON object about a job.")
            : new WebhookOutcome.Verified(IdOf(json)!, DeliveryId(IdOf(json)!, body), Encoding.UTF8.GetString(body)) { SignedAt = signedAt, Proof = Proof(header(SignatureHeader)!) };
    }

    // The secret that it was made with stays with the operator.
    private static WebhookProof Proof(string signature) => new(
        OpenRouterProvider.WireName, "hmac-sha256", ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(SignatureHeader, signature));

    private DateTimeOffset Now() => time.GetUtcNow();

    private static WebhookOutcome Nudge(ReadOnlySpan<byte> body) => Read(body) is not { } json
        ? new WebhookOutcome.Malformed("The body is not a JSON object about a job.")
        : new WebhookOutcome.Verified(IdOf(json)!, DeliveryId(IdOf(json)!, body), new JsonObject { [Unsigned] = true, ["data"] = new JsonObject { ["id"] = IdOf(json) } }.ToJsonString());

    private static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonAnswer.Read(Strict.GetString(body)) is { } json && IdOf(json) is { } id && KeyedChannel.IsId(id) ? json : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? IdOf(JsonObject json) => JsonAnswer.Text(json["data"], "id");

    private static string DeliveryId(string id, ReadOnlySpan<byte> body) => $"{id}:{Convert.ToHexStringLower(SHA256.HashData(body))}";

    // t=SECONDS,v1=HEX[,v1=HEX…], in any order.
    private static (long? Time, byte[][] Signatures) Parts(string? header)
    {
        if (header is not { Length: <= 2_000 })
        {
            return (null, []);
        }

        long? time = null;
        var signatures = new List<byte[]>();
        foreach (string part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal) && long.TryParse(part[2..], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= 253_402_300_799)
            {
                time = seconds;
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal) && part.Length == 67 && part[3..].All(char.IsAsciiHexDigit))
            {
                signatures.Add(Convert.FromHexString(part[3..]));
            }
        }

        return (time, [.. signatures]);
    }
}
