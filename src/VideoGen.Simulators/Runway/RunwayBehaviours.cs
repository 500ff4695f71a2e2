using System.Collections.Frozen;
using VideoGen.Simulators.Hosts;

namespace VideoGen.Simulators.Runway;

/// <summary>Every behaviour that the simulated Runway plays: its name, and what it does.</summary>
public static class RunwayBehaviours
{
    /// <summary>Name to meaning. A name is followed by <c>=value</c> where the meaning speaks of a value.</summary>
    public static FrozenDictionary<string, string> All { get; } = CommonBehaviours.All.Concat(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["refuse-403"] = "Submit answers 403.",
        ["refuse-404"] = "Submit answers 404.",
        ["refuse-422"] = "Submit answers 422.",
        ["refuse-credits"] = "Submit answers 400: not enough credits.",
        ["throttled"] = "Is THROTTLED for the value in seconds (default 60) before it may start.",
        ["progress-missing"] = "A running task tells no progress.",
        ["fail"] = "Fails with the failure code of the value (default SAFETY.INPUT.TEXT); SAFETY.INPUT is billed, all else is not.",
        ["fail-billed"] = "With fail: billed, whatever the code.",
        ["fail-silent"] = "Fails without a failure code and without cost.",
        ["cancelled"] = "Ends as CANCELLED, by whomever.",
        ["cost-missing"] = "A finished task tells no cost.",
        ["output-missing"] = "SUCCEEDED, and no output.",
        ["output-empty"] = "SUCCEEDED, and an output without addresses.",
        ["output-expired"] = "The first address of the clip that is given out (value: so many) has expired already; later reads of the task give a good one.",
        ["delete-5xx"] = "Delete answers 503 and does nothing.",
        ["delete-keeps"] = "A task that was aborted can still be read, as CANCELLED.",
        ["delete-ignored"] = "Delete answers 204, the task goes on.",
    }).ToFrozenDictionary(StringComparer.Ordinal);
}
