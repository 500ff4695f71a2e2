using System.Text;
using VideoGen.Contract;
using VideoGen.Files;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>
/// Clips that stand in an answer itself, as <c>data:</c> addresses (https://www.rfc-editor.org/rfc/rfc2397), as models give them in fal's sync mode:
/// they are written to a file before the answer counts, and the file takes the place of the address. fal keeps no second copy of such a clip.
/// Thread-safe.
/// </summary>
/// <param name="home">The product's data folder; <c>work/answers</c> below it is for these files.</param>
internal sealed class FalInlineClips(string home)
{
    private const string Scheme = "data";
    private const string Base64 = ";base64";

    /// <summary>True for a <c>data:</c> address that may hold a clip: of a video, of an animation, of a type that says nothing.</summary>
    public static bool IsInline(Uri address) => address.Scheme == Scheme && TypeOf(address) is "" or "video" or "application" or "image/gif";

    /// <summary>True for a <c>data:</c> address that says that it holds a video.</summary>
    public static bool IsVideo(Uri address) => address.Scheme == Scheme && TypeOf(address) is "video";

    /// <summary>True for a <c>data:</c> address that cannot be decoded.</summary>
    public static bool IsDamaged(Uri address) => address.Scheme == Scheme && Decode(address.OriginalString) is not { Length: > 0 };

    /// <summary>The status of a job, with the clip in a file where the answer held it.</summary>
    public JobStatus Kept(JobStatus status, string requestId) => status is not JobStatus.Succeeded { Clip: { Address.Scheme: Scheme } clip } succeeded ? status
        : Keep(clip, requestId, out string fault) is { } kept ? succeeded with { Clip = kept }
        : new JobStatus.Unread($"fal answered with a clip inside the answer (data:) that {fault}.")
        {
            Response = status.Response,
            Result = clip.Response,
            BilledUnits = clip.BilledUnits,
        };

    /// <summary>The clip in a file, where its address holds it; null where that cannot be decoded or written.</summary>
    /// <param name="clip">What was found in the answer.</param>
    /// <param name="requestId">fal's id of the job, which names the file.</param>
    /// <param name="fault">What is wrong with it: the end of a sentence.</param>
    public ProviderClip? Keep(ProviderClip clip, string requestId, out string fault)
    {
        fault = "is cut short or damaged";
        if (clip.Address.Scheme != Scheme)
        {
            return clip;
        }

        if (Decode(clip.Address.OriginalString) is not { Length: > 0 } bytes)
        {
            return null;
        }

        try
        {
            return clip with { Address = FileAddress.Of(Write(bytes, requestId)), FileSize = bytes.Length };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be written here: {e.Message.TrimEnd('.')}";
            return null;
        }
    }

    // The same answer may be read twice at once, as a webhook and by a look: whole files under a name of their own, then a rename.
    private string Write(byte[] bytes, string requestId)
    {
        string folder = Path.Combine(home, "work", "answers");
        OwnerOnly.MakeFolder(folder);
        string file = Path.Combine(folder, $"{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(requestId))}.clip");
        string temporary = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (FileStream to = OwnerOnly.Open(temporary, FileMode.CreateNew))
            {
                to.Write(bytes);
                to.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return file;
    }

    // The type as far as it matters here: "video" or "application" of either kind, else all of it.
    private static string TypeOf(Uri address)
    {
        ReadOnlySpan<char> rest = address.OriginalString.AsSpan(Scheme.Length + 1);
        string type = rest[..Math.Max(0, rest.IndexOfAny(';', ','))].Trim().ToString().ToLowerInvariant();
        return type.Split('/')[0] is "video" or "application" ? type.Split('/')[0] : type;
    }

    private static byte[]? Decode(string address)
    {
        int comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address.AsSpan(0, comma).TrimEnd().EndsWith(Base64, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string text = Uri.UnescapeDataString(address[(comma + 1)..]);
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }
}
