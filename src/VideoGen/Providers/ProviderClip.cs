using System.Collections.Immutable;

namespace VideoGen.Providers;

/// <summary>A finished clip as the provider describes it; nothing of it is believed before the file itself was read.</summary>
/// <param name="Address">
/// Where the bytes are: http(s) or file. Where the provider wants its credential for them, <see cref="IVideoProvider.SignIn"/> adds it.
/// </param>
public sealed record ProviderClip(Uri Address)
{
    /// <summary>Declared media type, if any.</summary>
    public string? ContentType { get; init; }

    /// <summary>Declared size in bytes, if any.</summary>
    public long? FileSize { get; init; }

    /// <summary>Billed units as the provider counts them (<see cref="Catalog.PresetPrice.Unit"/>); null where it gives no count.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>Sentences the provider has to say about the clip, for the segment's <c>notes</c>.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The provider's result document, kept for audit; null where there is none.</summary>
    public string? Response { get; init; }
}
