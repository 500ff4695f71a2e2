using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp;

/// <summary>
/// Finds members that stand twice in the parameters of a message, where it cannot be known which of the two is meant, and texts with half a
/// character: whoever looks into them fails. The arguments of our tools are left to the tool, which says where.
/// </summary>
public static class RepeatedMembers
{
    private const string Arguments = "arguments";

    /// <summary>What to tell the sender; null where no member stands twice.</summary>
    /// <param name="message">The message.</param>
    /// <param name="andArguments">True looks into the arguments too: those that no tool of ours has taken over.</param>
    public static string? Of(JsonRpcMessage message, bool andArguments = false)
    {
        (string method, JsonNode? parameters) = message switch
        {
            JsonRpcRequest request => (request.Method, request.Params),
            JsonRpcNotification notification => (notification.Method, notification.Params),
            _ => ("", null),
        };
        try
        {
            Walk(parameters, spared: andArguments ? null : Arguments);
            return null;
        }
        catch (ArgumentException)
        {
            return $"{method}: a member of params stands twice in one object. Send it once.";
        }
        catch (InvalidOperationException)
        {
            return $"{method}: a name or a text in params holds half of a surrogate pair, which is no text. Send whole characters.";
        }
    }

    // An object with a member twice fails when it is first looked into, a text with half a character when it is read.
    private static void Walk(JsonNode? node, string? spared = null)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    Walk(name == spared ? null : value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Walk(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
