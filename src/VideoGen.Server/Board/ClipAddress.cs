using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Server.Media;

namespace VideoGen.Server.Board;

/// <summary>Where a page finds clips and pictures on this server: pages load nothing from elsewhere.</summary>
internal static class ClipAddress
{
    /// <summary>The clip itself where it lies in the media folder of this server, else its small copy; null where there is none.</summary>
    public static string? Of(Job job) => job.Clip switch
    {
        null => null,
        { Stored: true, Address.IsFile: true, Path: var path, Sha256: var hash } => $"{ClipPath.Under(new Uri($"http://here{ClipEndpoint.Place}/"), path).AbsolutePath}?{ClipEndpoint.Version}={hash}",
        _ => Preview(job, "proxy"),
    };

    /// <summary>Its finished copy; null where this server has none.</summary>
    public static string? Finished(Job job) => job.Clip is { Address.IsFile: true, Path: var path, Finishing.Clip: { } copy }
        ? $"{ClipPath.Under(new Uri($"http://here{ClipEndpoint.Place}/"), $"{path[..(path.LastIndexOf('/') + 1)]}{Path.GetFileName(new Uri(copy.VideoUrl).LocalPath)}").AbsolutePath}?{ClipEndpoint.Version}={copy.Sha256}"
        : job.Clip?.Finishing?.Clip?.VideoUrl;

    /// <summary>Its first picture.</summary>
    public static string Poster(Job job) => Preview(job, "poster");

    private static string Preview(Job job, string kind) => $"/v1/requests/{Uri.EscapeDataString(job.RequestId)}/segments/{Uri.EscapeDataString(job.SegmentId)}/{kind}";
}
