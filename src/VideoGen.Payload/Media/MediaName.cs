using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Payload.Media;

/// <summary>A file name that holds the whole path of a clip, for a media collection without folders. Pure.</summary>
internal static class MediaName
{
    private const int Longest = 200;
    private const int HashCharacters = 16;

    /// <summary>
    /// <c>projects/p/e/segments/segment_1_1.mp4</c> becomes <c>projects~p~e~segments~segment_1_1.mp4</c>, which no other path becomes: ids hold
    /// no tilde. A very long path is cut and distinguished by its hash.
    /// </summary>
    public static string Flat(string path)
    {
        string name = path.Replace('/', '~');
        if (name.Length <= Longest)
        {
            return name;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..HashCharacters];
        string file = path[(path.LastIndexOf('/') + 1)..];
        return $"{name[..(Longest - file.Length - hash.Length - 2)]}~{hash}~{file}";
    }
}
