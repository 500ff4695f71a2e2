using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using VideoGen.Providers;

namespace VideoGen.Fal.Webhooks;

/// <summary>Looks at kept signatures of fal's deliveries again. Their age does not count: it was looked at when they arrived. Pure.</summary>
public sealed class FalWebhookProofs : IWebhookProofs
{
    private const string Scheme = "ed25519";

    /// <inheritdoc/>
    public string Provider => FalProvider.WireName;

    /// <inheritdoc/>
    public bool Holds(WebhookProof proof, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof is not { Scheme: Scheme, Key: { Length: <= 44 } text } || !Base64Url.IsValid(text))
        {
            return false;
        }

        byte[] key = Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(text));
        var headers = FalWebhookHeaders.From(name => proof.Headers.GetValueOrDefault(name));
        return Ed25519.IsUsableKey(key) && long.TryParse(headers.Timestamp, out long at) && at is >= 0 and <= 253_402_300_799
            && FalWebhookSignature.Verify(headers, body, [[.. key]], DateTimeOffset.FromUnixTimeSeconds(at), TimeSpan.FromSeconds(1)) is FalSignatureVerdict.Valid;
    }

    /// <summary>What is kept of a delivery that a key verified.</summary>
    internal static WebhookProof Of(FalWebhookHeaders headers, ImmutableArray<byte> key) => new(
        FalProvider.WireName,
        Scheme,
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new KeyValuePair<string, string>[]
        {
            new(FalWebhookHeaders.RequestIdName, headers.RequestId!), new(FalWebhookHeaders.UserIdName, headers.UserId!),
            new(FalWebhookHeaders.TimestampName, headers.Timestamp!), new(FalWebhookHeaders.SignatureName, headers.Signature!),
        }),
        Base64Url.EncodeToString(key.AsSpan()));
}
