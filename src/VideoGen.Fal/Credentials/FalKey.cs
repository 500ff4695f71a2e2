using System.Net.Http.Headers;

namespace VideoGen.Fal.Credentials;

/// <summary>A key, kept so that it cannot end up in a log, a record or a message by accident. Not a record: it prints nothing.</summary>
public sealed class FalKey
{
    private const string Mask = "[key]";
    private readonly string _value;

    private FalKey(string value) => _value = value;

    /// <summary>True for the form that fal gives keys: <c>id:secret</c>, both of letters, digits, '-' and '_'. An address is none.</summary>
    public bool HasUsualForm =>
        _value.Split(':') is [{ Length: > 0 } id, { Length: > 0 } secret] && (id + secret).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Takes a key; null when the text cannot be one: empty, or with characters that do not belong into a header.</summary>
    internal static FalKey? From(string text) =>
        text.Length is > 0 and <= 1_000 && text.All(c => c is > ' ' and <= '~') ? new FalKey(text) : null;

    /// <summary>Writes the key into a request. The one place where it is written at all.</summary>
    internal void WriteTo(HttpRequestHeaders headers) => headers.Authorization = new AuthenticationHeaderValue("Key", _value);

    /// <summary>A text of the outside world without the key in it, should it echo it.</summary>
    internal string Redact(string text)
    {
        var clean = text.Replace(_value, Mask, StringComparison.Ordinal);
        var secret = _value[(_value.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return secret.Length >= 8 ? clean.Replace(secret, Mask, StringComparison.Ordinal) : clean;
    }

    /// <inheritdoc/>
    public override string ToString() => Mask;
}
