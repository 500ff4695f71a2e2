using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Cli;

/// <summary>
/// JSON of the CLI: wire types as they are, and a few documents around them, indented, with text as it is; what a terminal must not get stands
/// escaped.
/// </summary>
internal static class CliJson
{
    /// <summary>A plan as a document.</summary>
    public static JsonNode Of(PlanAnswer plan) => JsonSerializer.SerializeToNode(plan, WireJson.Default.PlanAnswer)!;

    /// <summary>An answer as a document.</summary>
    public static JsonNode Of(SynthesisAnswer answer) => JsonSerializer.SerializeToNode(answer, WireJson.Default.SynthesisAnswer)!;

    /// <summary>A refusal as a document.</summary>
    public static JsonNode Of(Refusal refusal) => JsonSerializer.SerializeToNode(refusal, WireJson.Default.Refusal)!;

    /// <summary>Text of a document.</summary>
    public static string Write(JsonNode document) => PlainText.Json(ReadableJson.WriteNode(document));
}
