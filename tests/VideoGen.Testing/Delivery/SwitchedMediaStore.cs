using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Testing.Delivery;

/// <summary>A media store that a test takes down and up again.</summary>
/// <param name="inner">The store while it is up.</param>
public sealed class SwitchedMediaStore(IMediaStore inner) : IMediaStore
{
    /// <summary>Why it takes nothing; null while it is up.</summary>
    public string? Down { get; set; }

    /// <summary>Why it refuses every clip for good; null while it does not.</summary>
    public string? Refuses { get; set; }

    /// <summary>Clips taken.</summary>
    public int Stored { get; private set; }

    /// <inheritdoc/>
    public async Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken)
    {
        if (Down is not null)
        {
            throw new IOException(Down);
        }

        if (Refuses is not null)
        {
            throw new ClipRefusedException(Refuses, "Change the store.");
        }

        StoredClip stored = await inner.StoreAsync(clip, cancellationToken);
        Stored++;
        return stored;
    }

    /// <inheritdoc/>
    public Task<bool> HasLostAsync(Clip clip, CancellationToken cancellationToken) =>
        Down is null ? inner.HasLostAsync(clip, cancellationToken) : throw new IOException(Down);
}
