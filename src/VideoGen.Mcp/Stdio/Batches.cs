using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>
/// JSON-RPC batches, which revision 2025-03-26 has and the SDK does not read: several messages in one array, answered by one array once all
/// of them are answered. Thread-safe.
/// </summary>
internal sealed class Batches
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Lock _lock = new();
    private readonly List<Batch> _open = [];

    /// <summary>Takes a line apart.</summary>
    /// <param name="line">A line of the client that begins with a bracket.</param>
    /// <param name="answer">What can be answered at once: to an empty batch, or to one without a message that anybody will answer. Else null.</param>
    /// <returns>Its messages, a line each.</returns>
    public ReadOnlyMemory<byte> Split(ReadOnlyMemory<byte> line, out JsonNode? answer)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
        }
        catch (JsonException)
        {
            answer = Error(McpErrorCode.ParseError, "The line is no JSON.");
            return default;
        }

        var batch = new Batch();
        var lines = new ArrayBufferWriter<byte>();
        using (document)
        {
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                if (!IsMessage(element, out RequestId? request))
                {
                    batch.Answers.Add((JsonNode)Error(McpErrorCode.InvalidRequest, "This is no JSON-RPC message."));
                    continue;
                }

                if (request is { } id)
                {
                    batch.Open.Add(id);
                }

                lines.Write(Encoding.UTF8.GetBytes(element.GetRawText()));
                lines.Write("\n"u8);
            }
        }

        answer = lines.WrittenCount == 0 && batch.Answers.Count == 0 ? Error(McpErrorCode.InvalidRequest, "The batch is empty.")
            : batch.Open.Count == 0 && batch.Answers.Count > 0 ? batch.Answers
            : null;
        if (batch.Open.Count > 0)
        {
            lock (_lock)
            {
                _open.Add(batch);
            }
        }

        return lines.WrittenMemory;
    }

    /// <summary>Keeps an answer that belongs to a batch. False for one that does not.</summary>
    /// <param name="message">A message on its way out.</param>
    /// <param name="answer">The answer of the whole batch, with the last one of it; null before.</param>
    public bool Keeps(JsonRpcMessage message, out JsonNode? answer)
    {
        answer = null;
        return message is JsonRpcMessageWithId given and not JsonRpcRequest
            && End(given.Id, () => JsonSerializer.SerializeToNode(message, Message), out answer);
    }

    /// <summary>Waits no longer for the answer to a request, which was given up. What can be answered with that, or null.</summary>
    public JsonNode? GiveUp(RequestId id) => End(id, () => null, out JsonNode? answer) ? answer : null;

    private bool End(RequestId id, Func<JsonNode?> last, out JsonNode? answer)
    {
        answer = null;
        lock (_lock)
        {
            if (_open.Find(b => b.Open.Remove(id)) is not { } batch)
            {
                return false;
            }

            if (last() is { } one)
            {
                batch.Answers.Add(one);
            }

            if (batch.Open.Count == 0)
            {
                _open.Remove(batch);
                answer = batch.Answers.Count > 0 ? batch.Answers : null;
            }

            return true;
        }
    }

    private static bool IsMessage(JsonElement element, out RequestId? request)
    {
        request = null;
        try
        {
            return IsReadable(element, out request);
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair in a name, or in the id
        }
    }

    private static bool IsReadable(JsonElement element, out RequestId? request)
    {
        request = null;
        if (element.ValueKind is not JsonValueKind.Object
            || !element.TryGetProperty("jsonrpc", out JsonElement version) || version.ValueKind is not JsonValueKind.String || !version.ValueEquals("2.0"u8))
        {
            return false;
        }

        RequestId? id = !element.TryGetProperty("id", out JsonElement given) ? null
            : given.ValueKind is JsonValueKind.Number && given.TryGetInt64(out long number) ? new RequestId(number)
            : given.ValueKind is JsonValueKind.String ? new RequestId(given.GetString()!)
            : null;
        if (!element.TryGetProperty("method", out JsonElement method))
        {
            return id is not null && (element.TryGetProperty("result", out _) || element.TryGetProperty("error", out _));
        }

        request = id;
        return method.ValueKind is JsonValueKind.String && (id is not null || given.ValueKind is JsonValueKind.Undefined);
    }

    /// <summary>An answer to what is no message.</summary>
    /// <param name="code">What is wrong with it.</param>
    /// <param name="message">The same in words.</param>
    /// <param name="id">Its id; null where it has none.</param>
    public static JsonObject Error(McpErrorCode code, string message, JsonNode? id = null) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["error"] = new JsonObject { ["code"] = (int)code, ["message"] = message },
    };

    private sealed class Batch
    {
        public HashSet<RequestId> Open { get; } = [];

        public JsonArray Answers { get; } = [];
    }
}
