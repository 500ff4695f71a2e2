using VideoGen.Jobs;

namespace VideoGen.Delivery;

/// <summary>Port to where finished clips live. Thread-safe.</summary>
public interface IMediaStore
{
    /// <summary>
    /// Puts a clip in its place and gives its address. The clip is durable when the task completes. The same path with the same bytes
    /// again is a success; other bytes under a path that is taken are refused. What the store holds is compared with the clip before it counts.
    /// </summary>
    /// <param name="clip">The clip; its file stays where it is.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing half-written stays under the path.</param>
    /// <exception cref="MediaTakenException">The path holds other bytes.</exception>
    /// <exception cref="ClipRefusedException">The store will never take it as it is; the message says why.</exception>
    /// <exception cref="IOException">The store cannot take it now; the message says why.</exception>
    Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken);

    /// <summary>
    /// True where the store sees that a clip it took is not there any more, or is other bytes by now: every byte is looked at. One that cannot see
    /// it says false.
    /// </summary>
    /// <param name="clip">A clip that was stored.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="IOException">The store cannot be asked now; the message says why.</exception>
    Task<bool> HasLostAsync(Clip clip, CancellationToken cancellationToken) => Task.FromResult(false);
}
