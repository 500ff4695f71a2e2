using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Cli.ContactSheet;

/// <summary>Style and script of the page, which travel inside it.</summary>
internal static class SheetAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read("sheet.css") + Read("segments.css");

    /// <summary>The script, which <c>web/</c> makes.</summary>
    public static string Script { get; } = Read("sheet.js");

    /// <summary>
    /// What the page may load: exactly its own style and script, pictures and clips, nothing else. Should hostile words ever
    /// get through the escaping, they still could not run.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src 'self' file:; media-src 'self' file: http: https:; style-src {Hash(Style)}; script-src {Hash(Script)}; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(SheetAssets).Assembly.GetManifestResourceStream($"contact-sheet/{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
