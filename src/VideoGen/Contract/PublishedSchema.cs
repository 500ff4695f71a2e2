using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>
/// The JSON Schemas of <c>docs/schemas</c>, which the program carries with it: reading one takes a fraction of the time and memory that
/// <see cref="WireSchema"/> takes to work it out from the types, and a test holds the two equal.
/// </summary>
public static class PublishedSchema
{
    /// <summary>A schema, to be changed at will.</summary>
    /// <param name="name"><c>request</c>, <c>plan-answer</c>, <c>synthesis-answer</c>, <c>request-list</c>, <c>refusal</c>, <c>plan-approval</c>, <c>again-order</c>, <c>get-arguments</c>, <c>choose-arguments</c> or <c>cancel-arguments</c>.</param>
    /// <exception cref="ArgumentException">No such schema.</exception>
    public static JsonObject Read(string name)
    {
        using Stream text = typeof(PublishedSchema).Assembly.GetManifestResourceStream($"schemas/{name}.json")
            ?? throw new ArgumentException($"There is no schema called '{name}'.", nameof(name));
        return (JsonObject)JsonNode.Parse(text)!;
    }
}
