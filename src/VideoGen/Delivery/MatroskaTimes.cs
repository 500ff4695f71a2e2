namespace VideoGen.Delivery;

/// <summary>How long a Matroska file says it lasts, and what its times count.</summary>
/// <param name="Scale">Nanoseconds of one unit.</param>
/// <param name="Seconds">Seconds of the whole; null where it is unknown, as in a live recording.</param>
internal sealed record MatroskaTimes(decimal Scale, decimal? Seconds)
{
    public const decimal NanosecondsPerSecond = 1_000_000_000m;

    private const double MostUnits = 1e15;

    public static readonly MatroskaTimes Unknown = new(1_000_000m, null);

    public static MatroskaTimes Read(byte[] info)
    {
        ulong scale = 1_000_000;
        double units = 0;
        foreach ((long id, byte[] content) in EbmlElement.List(info))
        {
            (scale, units) = id switch
            {
                0x2AD7B1 => (EbmlElement.Number(content), units),
                0x4489 => (scale, EbmlElement.Real(content)),
                _ => (scale, units),
            };
        }

        scale = scale is 0 or > 1_000_000_000 ? 1_000_000 : scale;
        return new MatroskaTimes(scale, units is > 0 and < MostUnits ? (decimal)units * scale / NanosecondsPerSecond : null);
    }
}
