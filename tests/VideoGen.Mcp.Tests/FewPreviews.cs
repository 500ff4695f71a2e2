using VideoGen.Previews;

namespace VideoGen.Mcp.Tests;

/// <summary>A proxy of every segment, a picture of every frame, and no posters.</summary>
internal sealed class FewPreviews : IPreviews
{
    public ValueTask<Preview?> FindAsync(string requestId, string segmentId, PreviewKind kind, CancellationToken cancellationToken) =>
        new(kind is PreviewKind.Proxy ? new Preview(new byte[3], "video/mp4") : null);

    public ValueTask<Preview?> FindStillAsync(string planHash, string frameId, CancellationToken cancellationToken) => new(new Preview(new byte[2], "image/jpeg"));
}
