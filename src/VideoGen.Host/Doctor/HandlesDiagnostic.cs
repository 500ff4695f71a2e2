using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Host.Doctor;

/// <summary>Whether a process of this user may open enough files and connections. Nothing to say where the system does not tell.</summary>
internal static class HandlesDiagnostic
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";
    private const int Comfortable = 1024;

    public static ImmutableArray<Finding> Run() => File.Exists(Limits) ? Judge(File.ReadAllLines(Limits)) : [];

    /// <summary>The finding for the lines of <c>/proc/self/limits</c>: the hard limit counts, which .NET takes for itself.</summary>
    public static ImmutableArray<Finding> Judge(IEnumerable<string> lines)
    {
        string[] words = lines.FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int most))
        {
            return []; // no limit, or none that we understand
        }

        string message = $"A process may have {most} files and connections open.";
        return most < Comfortable
            ? [new Finding("file handles", FindingState.Warning, message, $"Allow {Comfortable} or more (ulimit -n, LimitNOFILE of the service): many jobs at once, and callers of the server, need them.")]
            : [new Finding("file handles", FindingState.Good, message)];
    }
}
