using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>One request on a contact sheet.</summary>
/// <param name="Answer">Its answer.</param>
/// <param name="Plan">Its plan; null where it is not known.</param>
/// <param name="Clips">File names of delivered clips by segment id, relative to the sheet.</param>
/// <param name="Stills">Paths of frame pictures by frame id, relative to the sheet.</param>
internal sealed record SheetRequest(
    SynthesisAnswer Answer, PlanAnswer? Plan, ImmutableDictionary<string, string> Clips, ImmutableDictionary<string, string> Stills);
