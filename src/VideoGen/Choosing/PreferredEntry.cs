namespace VideoGen.Choosing;

/// <summary>An entry of <see cref="ChoosingOptions.Prefer"/>: <c>openrouter</c>, or <c>openrouter:alibaba/wan-2.7</c>. Pure.</summary>
public static class PreferredEntry
{
    /// <summary>The provider, and the model where the entry names one.</summary>
    public static (string Provider, string? Model) Read(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        int colon = entry.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (entry, null) : (entry[..colon], entry[(colon + 1)..]);
    }
}
