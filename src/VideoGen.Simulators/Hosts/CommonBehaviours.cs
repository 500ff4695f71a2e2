using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.Simulators.Hosts;

/// <summary>The behaviours of both vendors here: those of every simulator, and what these two say in other words than fal.</summary>
internal static class CommonBehaviours
{
    public static IEnumerable<KeyValuePair<string, string>> All { get; } = SharedBehaviours.All.Concat(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["refuse-429"] = "Submit answers 429: too many.",
        ["instant"] = "No waiting and no running time: finished as soon as the clip is there.",
        ["slow"] = "Runs for the value in seconds (default 600).",
        ["stuck"] = "Waits forever.",
        ["never-ends"] = "Runs forever.",
        ["held"] = "Runs until POST /_sim/release.",
        ["status-404"] = "Status reads answer 404.",
        ["unknown-fields"] = "Unknown extra fields in every status.",
        ["clip-redirect"] = "The clip's address redirects to another host name of this machine (a trap for keys).",
    });
}
