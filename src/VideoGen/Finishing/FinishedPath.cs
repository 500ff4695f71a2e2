using System.Text.RegularExpressions;

namespace VideoGen.Finishing;

/// <summary>Where finished copies lie in the media store: beside their clips, under names that lead back to them.</summary>
public static partial class FinishedPath
{
    private const string Mp4 = ".mp4";

    /// <summary><c>…/segment_1_1_finished.mp4</c> for <c>…/segment_1_1.mp4</c>.</summary>
    /// <param name="clip">Path of the clip.</param>
    /// <param name="sha256">Hash of the copy, where the name alone is taken; null otherwise.</param>
    public static string Of(string clip, string? sha256 = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        string stem = clip.EndsWith(Mp4, StringComparison.Ordinal) ? clip[..^Mp4.Length] : clip;
        return $"{stem}_finished{(sha256 is null ? "" : $"-{sha256[..8]}")}{Mp4}";
    }

    /// <summary>The path of the clip that a copy was made of; the same path where it is none of a copy.</summary>
    public static string OriginalOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Ending().Match(path) is not { Success: true, Index: var end })
        {
            return path;
        }

        string stem = path[..end];
        return Path.HasExtension(stem) ? stem : stem + Mp4;
    }

    [GeneratedRegex(@"_finished(-[0-9a-f]{8})?\.mp4\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Ending();
}
