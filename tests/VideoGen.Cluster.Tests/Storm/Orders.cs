using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>What happens to an order at the provider, by a word of its key, which stands in its prompt: in turn, not by chance.</summary>
internal static class Orders
{
    /// <summary>Word of an order that is at work until it is let go.</summary>
    public const string Held = "anchored";

    /// <summary>Word of an order whose webhook comes a minute after its end.</summary>
    public const string ReportedLast = "reported-last";

    /// <summary>Word of an order that ends at once, with its webhook.</summary>
    public const string Reported = "reported-at-once";

    /// <summary>Words of what callers order, one after the other.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["plain", "twice", "late", "silent", "early", "lost", "requeued"];

    /// <summary>What the provider does.</summary>
    public static BehaviourScript Script { get; } = new()
    {
        Rules =
        [
            Rule(Held, "held"),
            Rule(ReportedLast, "webhook-late=60"),
            Rule(Reported, "instant"),
            Rule("twice", "webhook-duplicate=3"),
            Rule("late", "webhook-late=6"),
            Rule("silent", "webhook-missing"),
            Rule("early", "instant", "webhook-early"), // before the answer to its submit
            Rule("lost", "submit-lost-after"),
            Rule("requeued", "requeue"),
        ],
    };

    private static BehaviourRule Rule(string word, params string[] behaviours) => new() { Prompt = $"storm-{word}-", Behaviours = behaviours };
}
