using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// The arguments of a call as JSON text, set aside before the SDK reads the message. The SDK would swallow members that stand twice,
/// answer arguments that are no object with nothing but "an error occurred", and copy fifty megabytes of pictures once more; the reader
/// of the request has to report the former two.
/// </summary>
internal static class RawArguments
{
    private const string Member = "arguments";
    private const string Key = "videogen.arguments";

    /// <summary>Sets the arguments of every call of some tools aside.</summary>
    /// <param name="tools">Names of the tools that read their arguments from here.</param>
    public static McpMessageFilter SetAside(IReadOnlySet<string> tools) => next =>
        (context, cancellationToken) =>
        {
            if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall, Params: JsonObject parameters } request
                && parameters["name"] is JsonValue name
                && name.TryGetValue(out string? tool)
                && tools.Contains(tool)
                && parameters[Member] is { } arguments)
            {
                MessageItems.Put(request, Key, new Text(Write(arguments)));
                parameters[Member] = new JsonObject();
            }

            return next(context, cancellationToken);
        };

    /// <summary>The arguments, UTF-8; an empty object where there are none, and no text at all where they cannot be written as JSON.</summary>
    public static ReadOnlyMemory<byte> Of(JsonRpcRequest request) =>
        MessageItems.Find<Text>(request, Key)?.Json ?? "{}"u8.ToArray();

    private static ReadOnlyMemory<byte> Write(JsonNode arguments)
    {
        var text = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(text);
            arguments.WriteTo(writer);
        }
        catch (InvalidOperationException)
        {
            return default; // half a surrogate pair: JSON by its grammar, but no text
        }

        return text.WrittenMemory;
    }

    private sealed record Text(ReadOnlyMemory<byte> Json);
}
