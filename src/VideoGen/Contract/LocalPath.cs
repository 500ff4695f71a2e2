using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>
/// Reads what people write where a file of this machine is wanted: a path, which is taken as it is, or a <c>file:</c> address. What only a
/// shell or another system would understand is called by its name instead of being looked for. Pure: opens nothing.
/// </summary>
public abstract partial record LocalPath
{
    private LocalPath() { }

    /// <summary>A path.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record Found(string Path) : LocalPath;

    /// <summary>No path of this machine.</summary>
    /// <param name="Reason">What it is, to go behind the text and <c>is</c>.</param>
    /// <param name="Remedy">What to write.</param>
    public sealed record Unusable(string Reason, string Remedy) : LocalPath;

    /// <summary>Reads a text.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="folder">Absolute path of the folder that relative paths start from.</param>
    public static LocalPath Read(string text, string folder) => Read(text, folder, OperatingSystem.IsWindows());

    internal static LocalPath Read(string text, string folder, bool windows)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FileAddress.Is(text))
        {
            return FileAddress.Read(text, windows) switch
            {
                FileAddressReading.Here when !windows && WindowsAddress().IsMatch(text) => OfWindows(),
                FileAddressReading.Here here when !windows && NetworkPath().Match(here.Path) is { Success: true } share => OfNetwork(share.Groups["host"].Value),
                FileAddressReading.Here here => new Found(here.Path),
                FileAddressReading.Elsewhere { Path: { } path } => new Found(path),
                FileAddressReading.Elsewhere other => new Unusable($"a file of the machine '{other.Host}'", "Write file:///… with three slashes for a file of this machine."),
                _ => new Unusable("no address of a file", windows ? "Write it as file:///C:/folder/shot.png." : "Write it as file:///folder/shot.png."),
            };
        }

        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
        {
            return new Unusable("no path", "Write the path of a file.");
        }

        if (ShellWord().Match(text) is { Success: true } word)
        {
            string shell = word.Value.TrimEnd('/', '\\');
            return new Unusable(
                $"a path that starts with {shell}, which only a shell replaces", $"Write the whole path, or ./{shell}… where a folder has that name.");
        }

        if (!windows && WindowsPath().IsMatch(text))
        {
            return OfWindows();
        }

        if (!windows && NetworkPath().Match(text) is { Success: true } network)
        {
            return OfNetwork(network.Groups["host"].Value);
        }

        if (text.Length > 2 && text[0] is '"' or '\'' && text[0] == text[^1])
        {
            return new Unusable("a path in quotes, which only a shell takes away", $"Write it without them, or ./{text} where a file has that name.");
        }

        return new Found(Absolute(text, folder, windows));
    }

    private static Unusable OfWindows() =>
        new("a path of Windows, and the agent does not run on Windows", "Write the path as this machine has it (under WSL, C:\\shots is /mnt/c/shots).");

    private static Unusable OfNetwork(string host) =>
        new($"a network share of the machine '{host}'", "Write the path at which this machine has the share mounted, or one leading slash for a file of this machine.");

    // Path itself only knows the system it runs on.
    private static string Absolute(string text, string folder, bool windows) =>
        windows == OperatingSystem.IsWindows() ? Path.GetFullPath(text, folder)
        : WindowsPath().IsMatch(text) ? text
        : $@"{folder.TrimEnd('\\')}\{text}";

    [GeneratedRegex(@"^(~[^/\\]*|\$\{?\w+\}?|%\w+%)[/\\]|^(~)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ShellWord();

    // A backslash that belongs to a name is escaped in an address.
    [GeneratedRegex(@"^file:/+[A-Za-z]:[\\/]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WindowsAddress();

    // Two slashes, no more and no fewer.
    [GeneratedRegex(@"^//(?<host>[^/]+)/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NetworkPath();

    [GeneratedRegex(@"^([A-Za-z]:[\\/]|\\\\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WindowsPath();
}
