namespace VideoGen.Payload.Media;

/// <summary>What a CMS has in a clip's place.</summary>
internal abstract record StoredFile
{
    private StoredFile()
    {
    }

    /// <summary>The clip, byte for byte.</summary>
    public sealed record Same : StoredFile;

    /// <summary>The first bytes of the clip, as a CMS leaves them that cuts files off at its limit.</summary>
    /// <param name="Bytes">How many, less than the clip has.</param>
    public sealed record Beginning(long Bytes) : StoredFile;

    /// <summary>Other bytes.</summary>
    public sealed record Other : StoredFile;

    /// <summary>A document whose file is not there any more.</summary>
    public sealed record Lost : StoredFile;
}
