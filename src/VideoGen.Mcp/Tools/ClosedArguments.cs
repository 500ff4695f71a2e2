using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>Reads arguments against the very schema that clients are shown, and reports every problem at once.</summary>
internal sealed class ClosedArguments<T>
{
    private readonly Func<JsonTypeInfo<T>> _type;

    public ClosedArguments(string schema, Func<JsonTypeInfo<T>> type) => (Schema, _type) = (PublishedSchema.Read(schema), type);

    /// <summary>The schema.</summary>
    public JsonObject Schema { get; }

    /// <summary>Reads the arguments, or says every reason why not.</summary>
    public bool TryRead(ReadOnlyMemory<byte> json, out T? arguments, out ImmutableArray<Warning> warnings, out Refusal? refusal)
    {
        warnings = [];
        ImmutableArray<Problem> problems;
        try
        {
            problems = JsonText.Check(json.Span);
            if (problems.IsEmpty)
            {
                (JsonDocument document, warnings) = WrittenAsText.Read(JsonDocument.Parse(json), Schema);
                using JsonDocument end = document;
                (problems, _) = JsonSchemaCheck.Run(Schema, document.RootElement);
                if (problems.IsEmpty)
                {
                    (arguments, refusal) = (document.Deserialize(_type()), null);
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            problems = [new Problem(ProblemCodes.JsonInvalid, "", "The arguments are not valid JSON.", "Send a JSON object.")];
        }

        (arguments, refusal) = (default, new Refusal { Problems = problems });
        return false;
    }
}
