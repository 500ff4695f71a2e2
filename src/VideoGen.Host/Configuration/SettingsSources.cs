using System.Collections;

namespace VideoGen.Host.Configuration;

/// <summary>Where settings come from.</summary>
public sealed record SettingsSources
{
    /// <summary>The file given on the command line; null where none was.</summary>
    public string? File { get; init; }

    /// <summary>Environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Folder that <c>./videogen.json</c> and relative places start from; absolute.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The sources of this process.</summary>
    /// <param name="file">The file given on the command line; null where none was.</param>
    public static SettingsSources OfProcess(string? file) => new()
    {
        File = file,
        Environment = Variables(),
        WorkingFolder = Directory.GetCurrentDirectory(),
    };

    /// <summary>A variable that is set to something, or null.</summary>
    internal string? Variable(string name) => Environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>The folder of the agent unless a setting says otherwise.</summary>
    internal string DefaultHome() =>
        Path.Combine(Variable("XDG_DATA_HOME") is { } data && Path.IsPathRooted(data) ? data : Path.Combine(UserFolder(), ".local", "share"), "videogen");

    /// <summary>An absolute path for a place as people write it.</summary>
    internal string Place(string written, string relativeTo) =>
        written == "~" ? UserFolder()
        : written.StartsWith("~/", StringComparison.Ordinal) ? Path.GetFullPath(written[2..], UserFolder())
        : Path.GetFullPath(written, relativeTo);

    // A loop, for every start of the stdio server goes through here: what a query would load costs it milliseconds.
    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }

    private string UserFolder() =>
        Variable("HOME") ?? System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile, System.Environment.SpecialFolderOption.DoNotVerify);
}
