using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// The schema of a storyboard as models are shown it: without the members that may be anything because they have no effect. They are
/// still accepted (the schema is open), but a model need not read about them, and some clients take no schema without a type.
/// </summary>
internal static class StoryboardSchema
{
    public static JsonObject Read()
    {
        JsonObject schema = PublishedSchema.Read("request");
        LeaveOutFreeMembers(schema);
        return schema;
    }

    private static void LeaveOutFreeMembers(JsonObject schema)
    {
        if (schema["items"] is JsonObject items)
        {
            LeaveOutFreeMembers(items);
        }

        if (schema["properties"] is not JsonObject members)
        {
            return;
        }

        foreach ((string name, JsonNode? member) in members.ToArray())
        {
            if (member is JsonObject { } known && (known.ContainsKey("type") || known.ContainsKey("anyOf")))
            {
                LeaveOutFreeMembers(known);
            }
            else
            {
                members.Remove(name);
            }
        }
    }
}
