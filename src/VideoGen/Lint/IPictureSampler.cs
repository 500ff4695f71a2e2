namespace VideoGen.Lint;

/// <summary>Decodes stills for the lint. Whoever can decode pictures brings one. Thread-safe.</summary>
public interface IPictureSampler
{
    /// <summary>Decodes a picture to a small sample.</summary>
    /// <param name="picture">A whole PNG, JPEG or WebP file.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    /// <returns>The sample; null where the picture cannot be decoded here.</returns>
    Task<PictureSample?> SampleAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken);
}
