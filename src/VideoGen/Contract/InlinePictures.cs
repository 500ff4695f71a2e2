using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Contract;

/// <summary>
/// Takes the pictures that came inside a request out of its text, and leaves their hashes; and makes a text again that can be read like the first one,
/// whose pictures are only hashes. Pure.
/// </summary>
public static class InlinePictures
{
    private const int Shortest = 128;
    private const int HashBytes = 32;
    private const string Mark = "sha256:";
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\");

    /// <summary>The text with <c>sha256:</c> and the hash of the bytes in place of every value, or end of a data address, that is long base64.</summary>
    /// <param name="json">A request.</param>
    public static string Hashed(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var kept = new StringBuilder();
        ReadOnlySpan<char> rest = json;
        while (!rest.IsEmpty)
        {
            int begin = rest.IndexOfAny(Base64);
            begin = begin < 0 ? rest.Length : begin;
            kept.Append(rest[..begin]);
            rest = rest[begin..];
            int length = rest.IndexOfAnyExcept(Base64);
            length = length < 0 ? rest.Length : length;
            int escapes = length - rest[..length].TrimEnd('\\').Length; // of the quote behind it, where JSON stands in a text
            bool isValue = kept.Length > 0 && (kept[^1] is '"' or ',');
            kept.Append(isValue && length >= Shortest && HashOf(rest[..(length - escapes)]) is { } hash ? hash + new string('\\', escapes) : rest[..length]);
            rest = rest[length..];
        }

        return kept.ToString();
    }

    /// <summary>True where a picture was taken out.</summary>
    /// <param name="json">A text of <see cref="Hashed"/>.</param>
    public static bool IsHashed(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Contains(Mark, StringComparison.Ordinal);
    }

    /// <summary>A request that can be read: each hash as a picture of 32 bytes, which is its own hash.</summary>
    /// <param name="json">A text of <see cref="Hashed"/>.</param>
    public static string Readable(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var text = new StringBuilder();
        ReadOnlySpan<char> rest = json;
        for (int at = rest.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = rest.IndexOf(Mark, StringComparison.Ordinal))
        {
            text.Append(rest[..at]);
            rest = rest[(at + Mark.Length)..];
            bool isHash = rest.Length >= 2 * HashBytes && !rest[..(2 * HashBytes)].ContainsAnyExcept(Hex);
            text.Append(isHash ? Convert.ToBase64String(Convert.FromHexString(rest[..(2 * HashBytes)])) : Mark);
            rest = isHash ? rest[(2 * HashBytes)..] : rest;
        }

        return text.Append(rest).ToString();
    }

    /// <summary>The storyboard of a text of <see cref="Readable"/> as it was before its pictures were taken out.</summary>
    /// <param name="storyboard">As it was read.</param>
    public static Storyboard Restored(Storyboard storyboard)
    {
        ArgumentNullException.ThrowIfNull(storyboard);
        return storyboard with
        {
            Frames = [.. storyboard.Frames.Select(f => f.Image is FrameImage.Inline { Bytes.Length: HashBytes } hash ? f with { Image = new FrameImage.Inline(default, Convert.ToHexStringLower(hash.Bytes.Span)) } : f)],
        };
    }

    // JSON may write a slash as \/ and a plus as \u002B, twice so where it stands in a text.
    private static string? HashOf(ReadOnlySpan<char> text)
    {
        string plain = text.ToString().Replace(@"\\u002B", "+", StringComparison.OrdinalIgnoreCase).Replace(@"\u002B", "+", StringComparison.OrdinalIgnoreCase).Replace("\\", "", StringComparison.Ordinal);
        byte[] bytes = new byte[(plain.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(plain, bytes, out int length) ? Mark + Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))) : null;
    }
}
