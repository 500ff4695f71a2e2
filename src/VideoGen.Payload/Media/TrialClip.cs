using System.Security.Cryptography;
using VideoGen.Delivery;

namespace VideoGen.Payload.Media;

/// <summary>A small real clip, by which it is found out whether a CMS takes clips before one is paid for.</summary>
public static class TrialClip
{
    /// <summary>Project of the clip; the VideoGen plugin lets the service account delete the clips of this project.</summary>
    public const string Project = "videogen-doctor";

    private const string Resource = "trial.mp4";

    /// <summary>Writes the clip to a file of this machine.</summary>
    /// <param name="id">Tells one trial from another; path-safe.</param>
    /// <param name="file">Absolute path.</param>
    public static NewClip Write(string id, string file)
    {
        using Stream resource = typeof(TrialClip).Assembly.GetManifestResourceStream(Resource)!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return new NewClip
        {
            Path = $"projects/{Project}/{id}/segments/segment_1_1.mp4",
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            FileSize = bytes.Length,
            ProjectId = Project,
            EpisodeId = id,
            SegmentId = "SEGMENT_1",
            JobId = $"job_{id}",
            SceneNumber = 1,
            ShotOrder = 1,
            Take = 1,
            DurationSeconds = 1,
        };
    }
}
