using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.FalSimulation.Storage;

/// <summary>A file the media host serves.</summary>
internal sealed class MediaFile(string id, string name, string contentType, string path)
{
    private int _reads;

    public string Id => id;

    public string Name => name;

    public string ContentType => contentType;

    /// <summary>Where the bytes are. Clips of different requests may share one file.</summary>
    public string Path => path;

    public BehaviourSet Behaviours { get; init; } = BehaviourSet.None;

    /// <summary>Request whose output this is; <see langword="null"/> for an upload.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether all bytes have arrived.</summary>
    public bool Complete { get; set; } = true;

    /// <summary>Bytes of the finished file; 0 before.</summary>
    public long Size => Complete && File.Exists(path) ? new FileInfo(path).Length : 0;

    public int NextRead() => Interlocked.Increment(ref _reads);
}
