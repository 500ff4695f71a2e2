namespace VideoGen.Payload;

/// <summary>The API key of the service account. Shows itself to nobody: <see cref="ToString"/> hides it.</summary>
/// <param name="value">The key, not empty.</param>
public sealed class PayloadKey(string value)
{
    private const string Hidden = "[key]";

    /// <inheritdoc/>
    public override string ToString() => Hidden;

    /// <summary>What stands in the header behind the name of the auth collection.</summary>
    internal string Header => "API-Key " + value;

    /// <summary>A text without the key, should it hold it.</summary>
    internal string Redact(string text) => value.Length == 0 ? text : text.Replace(value, Hidden, StringComparison.Ordinal);
}
