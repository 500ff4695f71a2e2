using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Finds descriptions that tell more, one thing after the other, than the seconds of their frame hold. Pure.</summary>
internal static partial class ActionRule
{
    // A gesture that is shorter is not seen.
    private const decimal SecondsOfAnAction = 1;

    public static IEnumerable<LintFinding> Of(LintBoard board)
    {
        foreach ((Frame frame, decimal seconds) in board.Frames)
        {
            int actions = Count(frame.Description);
            if (actions > 1 && seconds / actions < SecondsOfAnAction)
            {
                yield return LintRules.ActionSeveral.At(
                    $"{frame.EntryPointer}/description", $"{actions} actions follow each other in {seconds:0.##} s.");
            }
        }
    }

    /// <summary>Actions that follow each other: by words such as "then", or by a row of verbs with one subject. 1 where nothing says so.</summary>
    internal static int Count(string description)
    {
        string text = Quoted().Replace(description, " ");
        int row = Sentences().Split(text).Max(sentence => Row(sentence));
        return Math.Max(1 + Sequence().Count(text), row);
    }

    // "He opens the door, sits down and lights a cigarette": every verb but the first begins its part.
    private static int Row(string sentence)
    {
        int further = FurtherVerb().Count(sentence);
        return further >= 1 && FirstVerb().IsMatch(sentence) ? further + 1 : 1;
    }

    private const string Verbs =
        "opens|closes|shuts|enters|exits|sits|stands up|gets up|kneels|picks|grabs|takes|puts|sets|throws|tosses|walks|runs|climbs|jumps|leaps|lifts|raises|lowers|pulls|pushes|pours|drinks|"
        + "sips|eats|bites|swallows|leans|stops|starts|pauses|reaches|catches|kicks|turns|spins|rolls|slams|unlocks|locks|unfolds|folds|wipes|ties|unties|hangs up|dials|nods|bows|sighs|"
        + "collapses|stumbles|hands|gives|shakes|strikes|stabs|ducks|dives|grins|looks up|looks down|looks away|looks back|glances|steps|sprints|rushes|slides|crawls|switches|presses|hides|"
        + "removes|unwraps|tears|breaks|smashes|vanishes|disappears|bursts|explodes";

    [GeneratedRegex("\"[^\"]*\"|“[^”]*”|«[^»]*»", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=[.!?;])\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sentences();

    // Not "now and then", "back then", "until then", "if … then", "since then", "then-new".
    [GeneratedRegex(@"(?<!\b(?:now and|back|until|till|since|by|every now and|but|even|just|only) )\bthen\b(?!-)(?! (?:president|king|queen|wife|husband)\b)|\bafter that\b|\bafterwards\b|\bfollowed by\b|(?<=[.;] )finally,? (?:he|she|they|it|the)\b|\b(?:a )?(?:moments?|seconds?) later\b|\bbefore (?:[a-z]+ly )?(?:turning|walking|running|sitting|standing|opening|closing|leaving|throwing|picking|jumping|falling|looking|collapsing|disappearing|vanishing|exploding|stopping|driving|reaching|taking|pulling|pushing|drinking|smiling|kissing)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sequence();

    [GeneratedRegex($@"(?:,|\band)\s+(?:and\s+)?(?:[a-z]+ly\s+)?(?:{Verbs})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FurtherVerb();

    [GeneratedRegex($@"(?<!,\s)(?<!\band\s)\b(?:{Verbs}|smiles|watches|looks|waits|sees|hears|finds|rises|falls|lights|drops|crosses|shoots|fires|draws|drives|rides|fights|hits|stands|waves|touches|holds)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstVerb();
}
