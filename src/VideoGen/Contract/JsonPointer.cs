namespace VideoGen.Contract;

/// <summary>Steps of a JSON pointer (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>Appends a member name.</summary>
    public static string Member(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Appends a position in a list, from 0.</summary>
    public static string Item(string pointer, int index) => $"{pointer}/{index}";

    /// <summary>The last step of a pointer, as the name it stands for.</summary>
    public static string Last(string pointer) =>
        pointer[(pointer.LastIndexOf('/') + 1)..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
