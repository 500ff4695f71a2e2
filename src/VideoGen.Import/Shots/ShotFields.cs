using System.Collections.Immutable;
using System.Text.Json;

namespace VideoGen.Import.Shots;

/// <summary>Names of the fields on the wire, and the words under which storyboards have them.</summary>
internal static class ShotFields
{
    // Compared without case, spaces and signs.
    private static readonly ImmutableArray<(ShotField Field, string[] Headings)> Headings =
    [
        (ShotField.FrameId, ["frameid", "id", "shotid", "shotcode", "framename"]),
        (ShotField.SceneNumber, ["scene", "scenenumber", "sceneno", "scenenr", "sc"]),
        (ShotField.ShotOrder, ["shot", "shotnumber", "shotno", "shotnr", "shotorder", "sh", "panel", "panelnumber"]),
        (ShotField.Description, ["description", "shotdescription", "action", "visual", "whathappens", "content"]),
        (ShotField.CameraNotes, ["camera", "cameranotes", "cameramovement", "cameramove", "movement", "move"]),
        (ShotField.PromptSeed, ["promptseed", "style", "look"]),
        (ShotField.DurationSeconds, ["duration", "durationseconds", "durations", "durationsec", "seconds", "sec", "length", "screentime"]),
        (ShotField.CharactersPresent, ["characters", "characterspresent", "character", "cast", "who"]),
        (ShotField.LightingMood, ["lighting", "lightingmood", "light", "mood"]),
        (ShotField.TransitionOut, ["transition", "transitionout"]),
        (ShotField.ImageUrl, ["image", "imageurl", "imagefile", "picture", "still", "file", "filename", "storyboardimage"]),
    ];

    /// <summary>Every name on the wire.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetValues<ShotField>().Select(Name)];

    /// <summary>The name on the wire.</summary>
    public static string Name(ShotField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());

    /// <summary>The field with a name on the wire; null for none.</summary>
    public static ShotField? OfName(string name) => Enum.GetValues<ShotField>().Cast<ShotField?>().FirstOrDefault(f => Name(f!.Value) == name);

    /// <summary>The field that a heading means; null for none.</summary>
    public static ShotField? OfHeading(string heading)
    {
        string plain = string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Headings.Where(h => h.Headings.Contains(plain)).Select(h => (ShotField?)h.Field).FirstOrDefault();
    }
}
