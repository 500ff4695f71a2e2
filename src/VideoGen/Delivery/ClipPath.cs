using VideoGen.Jobs;

namespace VideoGen.Delivery;

/// <summary>The naming convention of the media store.</summary>
public static class ClipPath
{
    /// <summary>
    /// <c>projects/{project}/{episode}/segments/segment_{scene}_{shot}.mp4</c>; a later take ends in <c>_take2</c>, <c>_take3</c>…, and a
    /// file that is no MP4 has the ending of what it is.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="take">From 1.</param>
    /// <param name="container">What the file is; null for MP4.</param>
    public static string Of(Job job, int take, ClipContainer? container = null) => $"{Folder(job)}/{FileName(job, take, container)}";

    /// <summary>The address of a clip where a web server offers the media store; a name may hold any character.</summary>
    /// <param name="root">Where the store begins, with or without a slash at its end.</param>
    /// <param name="path">Path in the store.</param>
    public static Uri Under(Uri root, string path)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");
    }

    /// <summary>The folder part.</summary>
    public static string Folder(Job job) => $"projects/{job.ProjectId}/{job.EpisodeId}/segments";

    /// <summary>The file part.</summary>
    public static string FileName(Job job, int take, ClipContainer? container = null) =>
        $"segment_{job.SceneNumber}_{job.ShotOrder}{(take > 1 ? $"_take{take}" : "")}{(container ?? ClipContainer.Mp4).Extension}";
}
