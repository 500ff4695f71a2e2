using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Providers;

namespace VideoGen.Fal.Webhooks;

/// <summary>
/// Decides about one delivery: what costs nothing first (size, form, age), then the signature, then the body. Nothing is parsed before
/// it is verified, and a flood of forged deliveries causes at most one read of the key set a minute. Thread-safe.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="options">Tolerance and size.</param>
/// <param name="time">The clock.</param>
public sealed class FalWebhookReceiver(FalWebhookKeys keys, FalOptions options, TimeProvider time) : IWebhookReceiver
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Provider => FalProvider.WireName;

    /// <inheritdoc/>
    public string Name => FalProvider.WebhookPart;

    /// <inheritdoc/>
    public ValueTask<WebhookOutcome> ReceiveAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, string jobToken, CancellationToken cancellationToken) =>
        ReceiveAsync(FalWebhookHeaders.From(header), body, jobToken, cancellationToken);

    /// <inheritdoc/>
    public string? ClaimedId(Func<string, string?> header) => FalWebhookHeaders.From(header).RequestId;

    /// <summary>Decides about a delivery. Stores nothing.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="rawBody">
    /// The body as it arrived. The reader of the connection should stop at <see cref="FalOptions.WebhookMaxBytes"/> + 1 bytes.
    /// </param>
    /// <param name="jobToken">The part of the address that names the job; whether there is such a job is the caller's question.</param>
    /// <param name="cancellationToken">Ends the wait for the key set.</param>
    public async ValueTask<WebhookOutcome> ReceiveAsync(
        FalWebhookHeaders headers, ReadOnlyMemory<byte> rawBody, string jobToken, CancellationToken cancellationToken)
    {
        if (rawBody.Length > options.WebhookMaxBytes)
        {
            return new WebhookOutcome.Oversized();
        }

        if (!IsToken(jobToken))
        {
            return new WebhookOutcome.Malformed("The address does not name a job.");
        }

        var tolerance = TimeSpan.FromSeconds(options.WebhookToleranceSeconds);
        var now = time.GetUtcNow();
        ImmutableArray<byte> key = default;
        var verdict = FalWebhookSignature.CheckForm(headers, now, tolerance);
        if (verdict == FalSignatureVerdict.Valid)
        {
            var known = await keys.GetAsync(cancellationToken);
            if (known.IsEmpty)
            {
                return new WebhookOutcome.KeysUnavailable();
            }

            (verdict, key) = FalWebhookSignature.Check(headers, rawBody.Span, known, now, tolerance);
            if (verdict == FalSignatureVerdict.Forged && await keys.RefreshAsync(known, cancellationToken) is var rotated && rotated != known)
            {
                (verdict, key) = FalWebhookSignature.Check(headers, rawBody.Span, rotated, now, tolerance);
            }
        }

        return verdict switch
        {
            FalSignatureVerdict.Valid => Signed(Read(headers.RequestId!, rawBody.Span), headers, key),
            FalSignatureVerdict.Stale => new WebhookOutcome.Stale(),
            FalSignatureVerdict.Forged => new WebhookOutcome.Forged(),
            _ => new WebhookOutcome.Malformed("A signature header is missing or not in its form."),
        };
    }

    // The signature holds, so the number is one of a time.
    private static WebhookOutcome Signed(WebhookOutcome read, FalWebhookHeaders headers, ImmutableArray<byte> key) =>
        read is WebhookOutcome.Verified verified && long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long at)
            ? verified with { SignedAt = DateTimeOffset.FromUnixTimeSeconds(at), Proof = FalWebhookProofs.Of(headers, key) }
            : read;

    private static WebhookOutcome Read(string requestId, ReadOnlySpan<byte> rawBody)
    {
        string body;
        try
        {
            body = Strict.GetString(rawBody);
        }
        catch (DecoderFallbackException)
        {
            return new WebhookOutcome.Malformed("The body is not UTF-8.");
        }

        if (FalJson.ReadObject(body) is not { } json)
        {
            return new WebhookOutcome.Malformed("The body is not a JSON object.");
        }

        return json.Text("request_id") == requestId || json.Text("gateway_request_id") == requestId
            ? new WebhookOutcome.Verified(requestId, $"{requestId}:{Convert.ToHexStringLower(SHA256.HashData(rawBody))}", body)
            : new WebhookOutcome.Malformed("Header and body name different jobs.");
    }

    private static bool IsToken(string token) =>
        token is { Length: > 0 and <= 200 } && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
