using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Rules about single words: those without effect, those that settings decide, those that providers refuse. Pure.</summary>
internal static partial class WordRules
{
    public static IEnumerable<LintFinding> Of(LintBoard board)
    {
        foreach ((Frame frame, _) in board.Frames)
        {
            foreach ((string member, string text) in Texts(frame))
            {
                string place = $"{frame.EntryPointer}/{member}";
                if (Words(Parts().Split(text).Where(IsHype)) is { Length: > 0 } hype)
                {
                    yield return LintRules.HypeWords.At(place, $"{hype} changes nothing in a clip.");
                }

                if (Words(Settings().Matches(text).Select(m => m.Value)) is { Length: > 0 } settings)
                {
                    yield return LintRules.SettingsInText.At(place, $"{settings} is not decided by words.");
                }

                if (Words(Refused().Matches(text).Select(m => m.Value)) is { Length: > 0 } refused)
                {
                    yield return LintRules.RefusedWords.At(place, $"{refused} is often refused.");
                }
            }
        }
    }

    private static IEnumerable<(string Member, string Text)> Texts(Frame frame) =>
        new[] { ("description", frame.Description), ("camera_notes", frame.CameraNotes), ("prompt_seed", frame.PromptSeed), ("lighting_mood", frame.LightingMood) }.Where(t => t.Item2.Length > 0);

    private static string Words(IEnumerable<string> words) =>
        string.Join(", ", words.Select(w => w.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal).Take(4).Select(w => $"\"{w}\""));

    // As a tag between commas it praises the picture; in a sentence ("the forged masterpiece") it may be what is seen.
    private static bool IsHype(string part) => Hype().IsMatch(part.Trim());

    [GeneratedRegex(@"[,;.|\n()]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\A(?:(?:an? |absolute |true |in |and |ultra |super |extremely |very |insanely |hyper )*(?:masterpiece|best quality|high(?:est)? quality|top quality|award[- ]winning(?: (?:photo(?:graph(?:y)?)?|shot|cinematography|film))?|trending on (?:artstation|cgsociety|500px)|artstation(?: hq)?|8k(?: (?:uhd|resolution|hdr|quality))?|4k(?: (?:uhd|resolution|hdr|quality))?|16k|uhd|ultra[- ]?hd|full hd|hd quality|ultra[- ]?(?:detailed|realistic|sharp|high res(?:olution)?)|hyper[- ]?(?:detailed|realistic)|insanely detailed|(?:highly|extremely|insanely|intricately) detailed|intricate details?|high(?:ly)? detail|sharp focus|professional quality|stunning(?: visuals?)?|breathtaking(?: visuals?)?|jaw[- ]dropping|mind[- ]?blowing|epic(?: (?:quality|masterpiece))?|high[- ]res(?:olution)?|perfect composition|octane render|unreal engine(?: 5)?)\s*)+\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hype();

    [GeneratedRegex(@"\b\d{2,3}(?:\.\d+)? ?fps\b|\b\d{2,3} frames (?:per|a) second\b|\b(?:480|720|1080|1440|2160)[pi]\b|\b(?:1280 ?[x×] ?720|1920 ?[x×] ?1080|3840 ?[x×] ?2160)\b|--ar \d+:\d+|--(?:v|s|q|style|stylize|seed|niji|no|chaos) \S+|\b(?:16:9|21:9|2\.39:1|2\.35:1|1\.85:1)\b(?! ?(?:screen|monitor|tv|television|display))|\baspect ratio \d+:\d+|\b\d+:\d+ aspect ratio\b|\b(?:9:16|4:3|1:1|3:2) (?:format|frame|vertical|portrait|crop)\b|\b\d+(?:\.\d+)?[- ]?(?:s|sec|secs|seconds?)[- ](?:clip|shot|video|long clip|duration)\b|\bduration:? ?\d+(?:\.\d+)? ?(?:s|sec|secs|seconds?)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"\bnude\b(?! (?:lipstick|lips|heels|tones?|colou?r|palette|nails?|tights|make-?up))|\bnudity\b|\bnaked\b(?! (?:eye|eyes|flames?|light|bulbs?|branch(?:es)?|trees?|twigs?|walls?|rock|stone|truth|steel|wires?|brick|concrete|mannequins?|blade|sword|earth|ground|fear))|\btopless\b(?! (?:car|bus|jeep|convertible|tower))|\bporn\w*|\berotic\w*|\b(?:sexual|sexually)\b(?! (?:health|education))|\bhaving sex\b|\bsex scene\b|\bgenitals?\b|\bgor(?:e|y)\b(?! vidal)|\bdecapitat\w+|\bbehead\w*|\bdismember\w*|\bdisembowel\w*|\bmutilat\w+|\bentrails\b|\bsevered (?:head|hand|arm|leg|limb|finger|foot)s?\b|\bsuicid(?:e|al)\b(?! squad)|\b(?:hangs|hanged|kills) (?:him|her)self\b|\bslit(?:s|ting)? (?:his|her|their) (?:wrists?|throats?)\b|\bself-harm\b|\brap(?:e|es|ed|ing|ist)\b(?! field| seed| oil)|\btortur(?:e|es|ed|ing)\b(?! chamber museum)|\bswastikas?\b|\bblood (?:sprays|spurts|gushes)\b|\bbrains? (?:splatter\w*|spill\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Refused();
}
