using System.Text;

namespace VideoGen.Animatic.Encoding;

/// <summary>Reads lines without ever keeping more than one, and of that no more than a bound: what is longer is passed on cut.</summary>
internal static class BoundedLines
{
    private const int MostCharacters = 2000;

    /// <summary>Takes one line.</summary>
    public delegate void Hearing(ReadOnlySpan<char> line);

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">UTF-8 text.</param>
    /// <param name="hear">Gets every line that is not empty, without its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(Stream stream, Hearing hear, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var line = new StringBuilder();
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            Cut(buffer.AsSpan(0, read), line, hear);
        }

        if (line.Length > 0)
        {
            hear(line.ToString());
        }
    }

    private static void Cut(ReadOnlySpan<char> rest, StringBuilder line, Hearing hear)
    {
        while (rest.IndexOfAny('\n', '\r') is >= 0 and var end)
        {
            Keep(rest[..end], line);
            if (line.Length > 0)
            {
                hear(line.ToString());
                line.Clear();
            }

            rest = rest[(end + 1)..];
        }

        Keep(rest, line);
    }

    private static void Keep(ReadOnlySpan<char> part, StringBuilder line) => line.Append(part[..Math.Min(part.Length, MostCharacters - line.Length)]);
}
