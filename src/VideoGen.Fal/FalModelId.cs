using System.Diagnostics.CodeAnalysis;

namespace VideoGen.Fal;

/// <summary>
/// A model id, <c>owner/app[/path…]</c>. A submit goes to the whole id; status, result and cancel of a job live under owner and app
/// only. See https://fal.ai/docs/documentation/model-apis/inference/queue.
/// </summary>
internal sealed record FalModelId
{
    private FalModelId(string path, string requestsPath)
    {
        Path = path;
        RequestsPath = requestsPath;
    }

    /// <summary>The whole id, as it appears in the address of a submit.</summary>
    public string Path { get; }

    /// <summary>The part that the addresses of its jobs begin with.</summary>
    public string RequestsPath { get; }

    /// <summary>True when the text has the shape of a model id, which a key never has: a slash and no colon.</summary>
    public static bool HasShape(string text) => text.Contains('/', StringComparison.Ordinal) && TryParse(text, out _);

    /// <summary>Reads an id; false when it is none and must not become part of an address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FalModelId? id)
    {
        id = null;
        var parts = text.Split('/');
        if (parts.Length == 1)
        {
            return TryParseOldForm(text, out id);
        }

        if (text.Length > 200 || !parts.All(IsSegment))
        {
            return false;
        }

        var kept = parts[0] is "workflows" or "comfy" ? 3 : 2;
        if (parts.Length < kept)
        {
            return false;
        }

        id = new FalModelId(text, string.Join('/', parts[..kept]));
        return true;
    }

    /// <summary><c>1234-app</c> means <c>1234/app</c>.</summary>
    private static bool TryParseOldForm(string text, out FalModelId? id)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        id = dash > 0 && dash < text.Length - 1 && IsSegment(text) && text[..dash].All(char.IsAsciiDigit)
            ? new FalModelId($"{text[..dash]}/{text[(dash + 1)..]}", $"{text[..dash]}/{text[(dash + 1)..]}")
            : null;
        return id is not null;
    }

    private static bool IsSegment(string part) =>
        part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
