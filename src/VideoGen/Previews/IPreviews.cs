namespace VideoGen.Previews;

/// <summary>What one caller may see of plans and segments without fetching clips. Thread-safe.</summary>
public interface IPreviews
{
    /// <summary>Poster or proxy of a segment; null where there is none that the caller may see.</summary>
    ValueTask<Preview?> FindAsync(string requestId, string segmentId, PreviewKind kind, CancellationToken cancellationToken);

    /// <summary>A frame's still of a plan that the caller made within a day, small; null where there is none.</summary>
    ValueTask<Preview?> FindStillAsync(string planHash, string frameId, CancellationToken cancellationToken);
}
