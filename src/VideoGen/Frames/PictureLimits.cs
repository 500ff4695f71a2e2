namespace VideoGen.Frames;

/// <summary>What we read at all, whatever the model: keeps a hostile or broken picture from costing memory or money.</summary>
public sealed record PictureLimits
{
    /// <summary>Largest file in bytes; 50 MiB unless set.</summary>
    public long MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Shortest side in pixels; 64.</summary>
    public int MinSide { get; init; } = 64;

    /// <summary>Most pixels; 100 million unless set.</summary>
    public long MaxPixels { get; init; } = PictureReader.MaxPixels;

    /// <summary>Longest wait for one picture; 30 s unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True allows private, loopback and link-local addresses; false unless set.</summary>
    public bool AllowPrivateAddresses { get; init; }
}
