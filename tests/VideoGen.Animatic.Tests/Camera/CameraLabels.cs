using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Tests.Camera;

/// <summary>Camera phrases with what a person reads in them, and how the reader does on them.</summary>
internal static class CameraLabels
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Camera", "Labelled");

    /// <summary>Reads a set and compares.</summary>
    public static CameraScore Score(string name) => new(name, [.. File.ReadLines(Path.Combine(Folder, name)).Select(Compare)]);

    /// <summary>
    /// Directions of a move, phase by phase: <c>In + Up > Left!</c>; <c>!</c> for a whip, <c>~</c> for a hand-held camera, <c>-</c> where the
    /// notes ask for no move.
    /// </summary>
    public static string Describe(CameraMove move)
    {
        if (!move.IsAsked)
        {
            return "-";
        }

        string phases = string.Join(" > ", move.Phases.Select(p => string.Join(" + ", p.Components.Select(Describe).Order(StringComparer.Ordinal))));
        return move.Handheld == 0 ? phases : phases == "Hold" ? "~" : $"{phases} ~";
    }

    private static string Describe(CameraComponent component) => component.Speed == CameraSpeed.Whip ? $"{component.Direction}!" : component.Direction.ToString();

    private static LabelledPhrase Compare(string line)
    {
        string[] parts = line.Split('\t');
        CameraMove move = CameraNotes.Read(parts[1]);
        string read = Describe(move);
        bool right = parts[0].Split('|').Any(label => Sorted(label) == read);
        return new LabelledPhrase(parts[0], parts[1], read, right, move.Notes.Length > 0);
    }

    private static string Sorted(string label) =>
        string.Join(" > ", label.Split('>').Select(p => string.Join(" + ", p.Replace('~', ' ').Split('+').Select(c => c.Trim()).Order(StringComparer.Ordinal)))) is var phases
        && label.Contains('~', StringComparison.Ordinal) ? (phases is "" or "Hold" ? "~" : $"{phases} ~") : phases;
}
