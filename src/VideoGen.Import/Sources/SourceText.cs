using System.Text;

namespace VideoGen.Import.Sources;

/// <summary>The text of a source file.</summary>
internal static class SourceText
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Reads a file that is text in UTF-8, or in UTF-16 with its mark; null after a problem.</summary>
    public static string? Read(string path, Findings findings)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                return Unreadable("is larger than 64 MiB", "Give the storyboard alone; pictures are named, not embedded.");
            }

            byte[] bytes = File.ReadAllBytes(path);
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? Unreadable("is no text", "Export the storyboard as CSV, Markdown or Fountain.") : text;
        }
        catch (DecoderFallbackException)
        {
            return Unreadable("is no text in UTF-8", "Save it as UTF-8; spreadsheets call it \"CSV UTF-8\".");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable($"cannot be read: {e.Message}", "Give this user the right to read it.");
        }

        string? Unreadable(string what, string remedy)
        {
            findings.Problem(ImportCodes.SourceUnreadable, "", $"{path} {what}.", remedy);
            return null;
        }
    }
}
