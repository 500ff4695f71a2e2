using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Every rule of the lint. <c>docs/lint.md</c> explains each.</summary>
public static class LintRules
{
    /// <summary>Moves that exclude each other.</summary>
    public static LintRule CameraContradiction { get; } = new(
        "camera-contradiction", LintSeverity.Warning, "camera moves that exclude each other", "Keep one of the two, or write \"then\" between them.");

    /// <summary>More camera moves than the seconds hold.</summary>
    public static LintRule CameraSeveral { get; } = new(
        "camera-several", LintSeverity.Warning, "more camera moves than the seconds hold", "Keep one move for a shot, or give it more seconds.");

    /// <summary>More actions than the seconds hold.</summary>
    public static LintRule ActionSeveral { get; } = new(
        "action-several", LintSeverity.Warning, "more actions one after the other than the seconds hold", "Keep one action for a frame, or make a frame of each.");

    /// <summary>A description that says nothing.</summary>
    public static LintRule DescriptionEmpty { get; } = new(
        "description-empty", LintSeverity.Warning, "a description that is a placeholder, a name or a number", "Say in a sentence who or what is seen, and what moves.");

    /// <summary>A description too long to be followed.</summary>
    public static LintRule DescriptionLong { get; } = new(
        "description-long", LintSeverity.Info, "a description of more than 80 words for one still", "Keep what moves in this shot; the still already shows the rest.");

    /// <summary>Neighbours that say the same, or a text that says everything twice.</summary>
    public static LintRule DescriptionRepeated { get; } = new(
        "description-repeated", LintSeverity.Warning, "neighbours with the same words, or the same sentence twice", "Say what is different in each frame.");

    /// <summary>Words that praise the picture.</summary>
    public static LintRule HypeWords { get; } = new(
        "hype-words", LintSeverity.Info, "words without effect on a clip, such as masterpiece or 8k", "Leave them out; name light, lens or movement instead.");

    /// <summary>Numbers that settings decide.</summary>
    public static LintRule SettingsInText { get; } = new(
        "settings-in-text", LintSeverity.Info, "rate, size, shape or seconds in the words, which the model and the settings decide", "Leave it out; duration_seconds and the model decide it.");

    /// <summary>Words that providers refuse.</summary>
    public static LintRule RefusedWords { get; } = new(
        "refused-words", LintSeverity.Warning, "words that providers often refuse, some of them for money", "Show it by what is around it, or expect content_rejected.");

    /// <summary>Seconds that are paid for and not wanted.</summary>
    public static LintRule SlotWaste { get; } = new(
        "slot-waste", LintSeverity.Info, "paid seconds that the storyboard does not want: more than 1 s and a quarter of the clip", "Give the frames more seconds, put more frames together, or use a model that sells shorter clips.");

    /// <summary>A storyboard that only just fits.</summary>
    public static LintRule NearOverflow { get; } = new(
        "near-overflow", LintSeverity.Info, "seconds that only just fit into one request", "Expect every further second to shorten all segments, or send two requests.");

    /// <summary>A prompt that only just fits.</summary>
    public static LintRule PromptNearLimit { get; } = new(
        "prompt-near-limit", LintSeverity.Info, "a prompt that uses more than nine tenths of what its model takes", "Shorten the description before a word more is refused.");

    /// <summary>Stills of several shapes.</summary>
    public static LintRule PictureShapesMixed { get; } = new(
        "picture-shapes-mixed", LintSeverity.Warning, "a still of another shape than most of the storyboard", "Crop or extend it to the shape of the others; else models crop, stretch or fill it.");

    /// <summary>A still with fewer pixels than the clip.</summary>
    public static LintRule PictureSmall { get; } = new(
        "picture-small", LintSeverity.Info, "a still that is smaller than the clip", "Export it larger; enlarged by a model it looks soft.");

    /// <summary>A still with black bars.</summary>
    public static LintRule PictureLetterboxed { get; } = new(
        "picture-letterboxed", LintSeverity.Warning, "a still with black bars burned in", "Crop them away; a model films them as part of the scene.");

    /// <summary>Two stills of one segment that are the same.</summary>
    public static LintRule PicturesAlike { get; } = new(
        "pictures-alike", LintSeverity.Warning, "first and last picture of a segment that are the same, or nearly", "Give the segment one picture, or another last one; a clip that ends where it begins hardly moves.");

    /// <summary>Two stills of one segment that have nothing in common.</summary>
    public static LintRule PicturesFarApart { get; } = new(
        "pictures-far-apart", LintSeverity.Info, "first and last picture of a paid segment with hardly anything in common", "Make it a cut: put the second frame into another scene or request; a model can only morph from one to the other.");

    /// <summary>All of them, in the order of the page.</summary>
    public static ImmutableArray<LintRule> All { get; } =
    [
        CameraContradiction, CameraSeveral, ActionSeveral, DescriptionEmpty, DescriptionLong, DescriptionRepeated, HypeWords, SettingsInText, RefusedWords,
        SlotWaste, NearOverflow, PromptNearLimit, PictureShapesMixed, PictureSmall, PictureLetterboxed, PicturesAlike, PicturesFarApart,
    ];

    /// <summary>The ids that no rule has.</summary>
    public static ImmutableArray<string> Unknown(IEnumerable<string> ids) => [.. ids.Where(id => !All.Any(r => r.Id == id)).Distinct(StringComparer.Ordinal)];
}
