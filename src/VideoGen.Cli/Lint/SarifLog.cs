using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Host.Locations;
using VideoGen.Lint;

namespace VideoGen.Cli.Lint;

/// <summary>Findings as SARIF 2.1.0, which editors and build servers show at the line concerned.</summary>
/// <param name="source">The file as it was named on the command line; <c>-</c> for stdin.</param>
/// <param name="locations">Where its members stand.</param>
internal sealed class SarifLog(string source, JsonLocations locations)
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The log of a storyboard that can be planned.</summary>
    public JsonObject Of(ImmutableArray<LintFinding> findings) =>
        Log([.. findings.Select(f => (JsonNode)Result(f.Rule, Level(f.Severity), f.Pointer, $"{f.Message} {f.Remedy}"))], []);

    /// <summary>The log of a request that is refused: its problems as errors.</summary>
    public JsonObject Of(ImmutableArray<Problem> problems) =>
        Log([.. problems.Select(p => (JsonNode)Result(p.Code, "error", p.Pointer, $"{p.Message} {p.Remedy}"))], [.. problems.Select(p => p.Code).Distinct(StringComparer.Ordinal)]);

    private static JsonObject Log(JsonArray results, IEnumerable<string> codes) => new()
    {
        ["$schema"] = Schema,
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "videogen",
                    ["semanticVersion"] = Version(),
                    ["rules"] = new JsonArray([.. LintRules.All.Select(Rule), .. codes.Select(code => (JsonNode)new JsonObject { ["id"] = code })]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = results,
        }),
    };

    private static JsonNode Rule(LintRule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = new JsonObject { ["text"] = Sentence(rule.Summary) },
        ["help"] = new JsonObject { ["text"] = rule.Remedy },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
    };

    private JsonObject Result(string rule, string level, string pointer, string text)
    {
        var location = new JsonObject { ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = pointer.Length == 0 ? "/" : pointer, ["kind"] = "member" }) };
        if (source != "-")
        {
            var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Address() } };
            if ((rule == ProblemCodes.JsonInvalid ? locations.Fault ?? locations.Find(pointer) : locations.Find(pointer)) is { } at)
            {
                physical["region"] = new JsonObject { ["startLine"] = at.Line, ["startColumn"] = at.Column, ["endColumn"] = at.EndColumn };
            }

            location["physicalLocation"] = physical;
        }

        return new JsonObject
        {
            ["ruleId"] = rule,
            ["level"] = level,
            ["message"] = new JsonObject { ["text"] = text },
            ["locations"] = new JsonArray(location),
        };
    }

    private string Address() => Path.IsPathFullyQualified(source) ? FileAddress.Of(source).AbsoluteUri : string.Join('/', source.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static string Level(LintSeverity severity) => severity is LintSeverity.Warning ? "warning" : "note";

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";

    private static string Version() =>
        (typeof(SarifLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
