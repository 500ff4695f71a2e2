using System.Text;
using VideoGen.Files;

namespace VideoGen.Import.Sources;

/// <summary>The text of a source file.</summary>
internal static class SourceText
{
    private const long MostBytes = 8 * 1024 * 1024;
    private const int LongestLine = 100_000;

    /// <summary>Reads a file that is text in UTF-8, or in UTF-16 with its mark; null after a problem.</summary>
    public static string? Read(string path, Findings findings)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                return Unreadable("is larger than 8 MiB", "Give the storyboard alone; pictures are named, not embedded.");
            }

            RegularFile.Check(path);
            byte[] bytes = File.ReadAllBytes(path);
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? Unreadable("is no text", "Export the storyboard as CSV, Markdown or Fountain.")
                : LongLine(text) is { } line ? Unreadable($"has more than {LongestLine} characters in line {line}", "Give each shot a line of its own.")
                : text;
        }
        catch (DecoderFallbackException)
        {
            return Unreadable("is no text in UTF-8", "Save it as UTF-8; spreadsheets call it \"CSV UTF-8\".");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable($"cannot be read: {e.Message.TrimEnd('.')}", "Give a file that holds a storyboard, and that this user may read.");
        }

        string? Unreadable(string what, string remedy)
        {
            findings.Problem(ImportCodes.SourceUnreadable, "", $"{path} {what}.", remedy);
            return null;
        }
    }

    // Readers of Markdown take time that grows with the square of a line.
    private static int? LongLine(string text)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Length > LongestLine)
            {
                return number;
            }
        }

        return null;
    }
}
