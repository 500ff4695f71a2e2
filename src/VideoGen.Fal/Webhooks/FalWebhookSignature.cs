using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Fal.Webhooks;

/// <summary>
/// Verifies the signature of a delivery: https://fal.ai/docs/documentation/model-apis/inference/webhooks. Pure. The message is request
/// id, user id, timestamp and the lowercase hex SHA-256 of the raw body, joined by single line feeds.
/// </summary>
public static class FalWebhookSignature
{
    private const int LongestHeader = 512;

    /// <summary>Checks a delivery against every key.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="rawBody">The body as it arrived, before anything parsed it.</param>
    /// <param name="keys">Public keys of 32 bytes, as <see cref="FalWebhookKeys"/> gives them; keys of another length never match.</param>
    /// <param name="now">The time of arrival, UTC.</param>
    /// <param name="tolerance">How far the timestamp may be from <paramref name="now"/>, either way.</param>
    public static FalSignatureVerdict Verify(
        FalWebhookHeaders headers, ReadOnlySpan<byte> rawBody, ImmutableArray<ImmutableArray<byte>> keys, DateTimeOffset now, TimeSpan tolerance) =>
        Check(headers, rawBody, keys, now, tolerance).Verdict;

    /// <summary>The same with the key that signed it; default where none did.</summary>
    internal static (FalSignatureVerdict Verdict, ImmutableArray<byte> Key) Check(
        FalWebhookHeaders headers, ReadOnlySpan<byte> rawBody, ImmutableArray<ImmutableArray<byte>> keys, DateTimeOffset now, TimeSpan tolerance)
    {
        var verdict = CheckForm(headers, now, tolerance);
        if (verdict != FalSignatureVerdict.Valid)
        {
            return (verdict, default);
        }

        var message = Encoding.UTF8.GetBytes(
            $"{headers.RequestId}\n{headers.UserId}\n{headers.Timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(rawBody))}");
        var signature = Convert.FromHexString(headers.Signature!);
        foreach (var key in keys)
        {
            if (Ed25519.Verify(key.AsSpan(), message, signature))
            {
                return (FalSignatureVerdict.Valid, key);
            }
        }

        return (FalSignatureVerdict.Forged, default);
    }

    /// <summary>Everything that can be checked without a key: <see cref="FalSignatureVerdict.Valid"/> when only the signature is left.</summary>
    internal static FalSignatureVerdict CheckForm(FalWebhookHeaders headers, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (!IsText(headers.RequestId) || !IsText(headers.UserId)
            || headers.Signature is not { Length: 2 * Ed25519.SignatureBytes } || !headers.Signature.All(char.IsAsciiHexDigit)
            || headers.Timestamp is not { Length: > 0 and <= 12 }
            || !long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return FalSignatureVerdict.Malformed;
        }

        var off = (decimal)now.ToUnixTimeMilliseconds() / 1_000 - seconds;
        return Math.Abs(off) > (decimal)tolerance.TotalSeconds ? FalSignatureVerdict.Stale : FalSignatureVerdict.Valid;
    }

    private static bool IsText(string? value) => value is { Length: > 0 and <= LongestHeader } && value.All(c => c is >= ' ' and not '\x7F');
}
