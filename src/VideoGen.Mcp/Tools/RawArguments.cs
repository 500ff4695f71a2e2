using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// The arguments of a call as JSON text. Taken from the message itself: the dictionary of the SDK would swallow members that stand twice,
/// which the reader of the request has to report.
/// </summary>
internal static class RawArguments
{
    /// <summary>The arguments, UTF-8; an empty object where there are none.</summary>
    public static ReadOnlyMemory<byte> Of(JsonRpcRequest request)
    {
        if (request.Params is not JsonObject parameters || parameters["arguments"] is not { } arguments)
        {
            return "{}"u8.ToArray();
        }

        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
        {
            arguments.WriteTo(writer);
        }

        return text.WrittenMemory;
    }
}
