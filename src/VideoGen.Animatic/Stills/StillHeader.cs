namespace VideoGen.Animatic.Stills;

/// <summary>What the first bytes of a picture say.</summary>
/// <param name="Demuxer">ffmpeg's reader for exactly this kind of file: no guessing by name, no patterns in names, no playlists.</param>
/// <param name="Width">Stored width, pixels.</param>
/// <param name="Height">Stored height, pixels.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 is upright.</param>
/// <param name="MayBeTransparent">True when the picture can hold transparent pixels.</param>
internal sealed record StillHeader(string Demuxer, int Width, int Height, int Orientation, bool MayBeTransparent)
{
    /// <summary>Width as displayed.</summary>
    public int ShownWidth => Orientation >= 5 ? Height : Width;

    /// <summary>Height as displayed.</summary>
    public int ShownHeight => Orientation >= 5 ? Width : Height;
}
