using System.Collections.Immutable;
using System.Text;
using VideoGen.Host.Configuration;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// The settings: file and variables. An input is the file; lines after a line <c>--</c> are variables, <c>NAME=value</c>. Values that look like
/// secrets never come back in a message.
/// </summary>
internal sealed class SettingsTarget : ITarget
{
    private const string Secret = "s3cr3t-key-0123456789";

    private readonly bool _planted;
    private readonly string _folder = Directory.CreateTempSubdirectory("videogen-fuzz-").FullName;
    private readonly string _file;

    /// <param name="planted">True repeats a wrong value in its message.</param>
    public SettingsTarget(bool planted)
    {
        _planted = planted;
        _file = Path.Combine(_folder, "videogen.json");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_folder, recursive: true);
    }

    public IReadOnlyList<string> Words { get; } =
    [
        .. SettingEntries.All.SelectMany(s => s.Path.Split('.')).Distinct(StringComparer.Ordinal), .. SettingEntries.All.Select(s => $"\n{s.Variable}="), "\n--\n", Secret, "http://", "https://h", "true", "~", "~/x", "/x", "auto", "fal-ai", "\n",
    ];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 4_000_000 + 2_000L * bytes;

    public void Try(byte[] input)
    {
        int cut = input.AsSpan().IndexOf("\n--\n"u8);
        File.WriteAllBytes(_file, cut < 0 ? input : input[..cut]);
        ImmutableDictionary<string, string>.Builder variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string line in cut < 0 ? [] : Encoding.UTF8.GetString(input.AsSpan(cut + 4)).Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && !line.Contains('\0'))
            {
                variables[line[..equals]] = line[(equals + 1)..];
            }
        }

        variables.Remove(SettingEntries.FileVariable);
        variables["HOME"] = _folder;
        switch (SettingsReader.Read(new SettingsSources { File = _file, Environment = variables.ToImmutable(), WorkingFolder = _folder }))
        {
            case SettingsReading.Usable { Settings: var settings }:
                Rule.Require(Path.IsPathRooted(settings.Home) && settings.MaxRequestBytes is >= 1024 and <= 1024 * 1024 * 1024, "Settings keep their limits.");
                Rule.Require(settings.Provider.Length is > 0 and <= 100, "A provider has a name.");
                break;
            case SettingsReading.Unusable unusable:
                Rule.Readable(unusable.Problems);
                string said = string.Join('\n', unusable.Problems.Select(p => p.Message + p.Remedy)) + (_planted ? Encoding.UTF8.GetString(input) : "");
                Rule.Require(!said.Contains($"\"{Secret}", StringComparison.Ordinal) && !said.Contains($"={Secret}", StringComparison.Ordinal), "A message repeats no value.");
                break;
        }
    }
}
