using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.FalSimulation.Behaviours;

/// <summary>What goes wrong, and when: rules first, then chance. Read from JSON in snake_case.</summary>
public sealed record BehaviourScript
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Rules in order; the first that fits a submit decides.</summary>
    public IReadOnlyList<BehaviourRule> Rules { get; init; } = [];

    /// <summary>Behaviours by chance: <c>name</c> or <c>name=value</c> to a probability from 0 to 1, drawn for each submit no rule fits.</summary>
    public IReadOnlyDictionary<string, double> Chance { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Seed of the chance. The same seed gives the nth submit the same fate in every run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Reads a script.</summary>
    /// <exception cref="FormatException">Not a script, or it names an unknown behaviour.</exception>
    public static BehaviourScript Parse(string json) => Parse(json, BehaviourCatalog.All);

    internal static BehaviourScript Parse(string json, IReadOnlyDictionary<string, string> known)
    {
        try
        {
            BehaviourScript script = JsonSerializer.Deserialize<BehaviourScript>(json, Form) ?? new BehaviourScript();
            script.Check(known);
            return script;
        }
        catch (JsonException problem)
        {
            throw new FormatException("The script is not valid: " + problem.Message, problem);
        }
    }

    internal void Check(IReadOnlyDictionary<string, string> known)
    {
        foreach (BehaviourRule rule in Rules)
        {
            _ = BehaviourSet.Of(known, rule.Behaviours);
            if (rule.Every is <= 0)
            {
                throw new FormatException("\"every\" of a rule is 1 or more.");
            }
        }

        _ = BehaviourSet.Of(known, Chance.Keys);
    }
}
