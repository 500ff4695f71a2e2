using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>A line that is to be one message. The SDK leaves some of those that are none without an answer, and a client waits for it.</summary>
internal static class SingleMessage
{
    /// <summary>The error that JSON-RPC has for a line that is no message; null for one that the SDK can read.</summary>
    /// <param name="line">A line of the client that is no batch.</param>
    public static JsonNode? FaultOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(JsonText.SkipByteOrderMark(line), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        bool isMessage = false;
        JsonNode? id = null;
        try
        {
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    continue;
                }

                isMessage |= reader.ValueTextEquals("method"u8) || reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("error"u8);
                if (reader.ValueTextEquals("id"u8) && reader.Read())
                {
                    id = IdOf(ref reader);
                }
            }
        }
        catch (JsonException)
        {
            return Batches.Error(McpErrorCode.ParseError, "The line is no JSON.");
        }
        catch (InvalidOperationException)
        {
            isMessage = false; // the name of a member is half of a surrogate pair
        }

        return isMessage ? null : Batches.Error(McpErrorCode.InvalidRequest, "This is no JSON-RPC message.", id);
    }

    private static JsonNode? IdOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetInt64(out long number) => number,
                JsonTokenType.String => reader.GetString(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, which no answer can hold
        }
    }
}
