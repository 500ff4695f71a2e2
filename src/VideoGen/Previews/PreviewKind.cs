namespace VideoGen.Previews;

/// <summary>What there is to see of a delivered segment without its clip.</summary>
public enum PreviewKind
{
    /// <summary>Its first picture, JPEG.</summary>
    Poster,

    /// <summary>A small silent copy, MP4.</summary>
    Proxy,
}
