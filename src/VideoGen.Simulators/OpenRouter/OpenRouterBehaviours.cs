using System.Collections.Frozen;
using VideoGen.Simulators.Hosts;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>Every behaviour that the simulated OpenRouter plays: its name, and what it does.</summary>
public static class OpenRouterBehaviours
{
    /// <summary>Name to meaning. A name is followed by <c>=value</c> where the meaning speaks of a value.</summary>
    public static FrozenDictionary<string, string> All { get; } = CommonBehaviours.All.Concat(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["refuse-402"] = "Submit answers 402: no credits.",
        ["refuse-403"] = "Submit answers 403: the moderation refused the prompt.",
        ["refuse-404"] = "Submit answers 404: nobody serves the model.",
        ["refuse-413"] = "Submit answers 413: the pictures are too large.",
        ["polling-absolute"] = "The address to poll is absolute.",
        ["polling-foreign"] = "The address to poll points to another host (a trap for keys).",
        ["polling-missing"] = "The answer to the submit names no address to poll.",
        ["old-id"] = "The job's id has an older form.",
        ["fail"] = "Ends as failed, with the value as its error, underscores as spaces (default: the content was flagged by a safety filter); not billed.",
        ["fail-billed"] = "With fail: billed all the same.",
        ["fail-silent"] = "Ends as failed without an error and without usage.",
        ["cancelled"] = "Ends as cancelled, by whomever.",
        ["expired"] = "Ends as expired.",
        ["cost-null"] = "usage.cost is null.",
        ["cost-missing"] = "A finished job tells no usage.",
        ["byok"] = "The clip was made with a key of your own at the vendor: is_byok is true, cost 0.",
        ["null-fields"] = "Optional members are null instead of missing.",
        ["content-409"] = "The first reads of the clip (value, default 1) say that the job is not finished.",
        ["content-410"] = "The clip is gone.",
        ["content-502"] = "The first reads of the clip (value, default 2) say that the vendor cannot be reached.",
        ["webhook-missing"] = "No callback is sent.",
        ["webhook-duplicate"] = "The callback is sent the value's times (default 2).",
        ["webhook-late"] = "The callback is sent the value in seconds after the end (default 301).",
        ["webhook-early"] = "The callback is delivered before the submit is answered (with instant).",
        ["webhook-wrong-signature"] = "The signature is made with another secret.",
        ["webhook-unsigned"] = "The signature is missing.",
        ["webhook-tampered"] = "The body is changed after it was signed.",
        ["webhook-stale"] = "Timestamp and signature are the value in seconds old (default 301).",
        ["webhook-wrong-id"] = "The callback names a job that does not exist.",
        ["webhook-html"] = "The callback's body is not JSON (correctly signed).",
        ["webhook-huge"] = "The callback's body is the value in bytes long (default 5000000).",
    }).ToFrozenDictionary(StringComparer.Ordinal);
}
