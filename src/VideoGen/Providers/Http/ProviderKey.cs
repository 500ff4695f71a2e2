using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Providers.Http;

/// <summary>A bearer key, kept so that it cannot end up in a log, a record or a message by accident. Not a record: it prints nothing.</summary>
internal sealed class ProviderKey
{
    private const string Mask = "[key]";
    private const int FingerprintLength = 16;
    private readonly string _value;

    private ProviderKey(string value) => _value = value;

    /// <summary>Takes a key; null when the text cannot be one: empty, or with characters that do not belong into a header.</summary>
    public static ProviderKey? From(string text) => text.Length is > 0 and <= 1_000 && text.All(c => c is > ' ' and <= '~') ? new ProviderKey(text) : null;

    /// <summary>Writes the key into a request. The one place where it is written at all.</summary>
    public void WriteTo(HttpRequestHeaders headers) => headers.Authorization = new AuthenticationHeaderValue("Bearer", _value);

    /// <summary>Tells two keys apart without telling either: the beginning of a SHA-256, lowercase hex.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_value)))[..FingerprintLength];

    /// <summary>A text of the outside world without the key in it, should it echo it.</summary>
    public string Redact(string text) => text.Replace(_value, Mask, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Mask;
}
