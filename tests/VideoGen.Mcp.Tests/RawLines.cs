using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Mcp.Tests;

/// <summary>The protocol spoken by hand, one line a message.</summary>
internal static class RawLines
{
    public static async Task InitializeAsync(this Wire wire)
    {
        await wire.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}""");
        await wire.AnswerAsync(1);
        await wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    public static async Task SendAsync(this Wire wire, string line, bool ended = true)
    {
        await wire.ToServer.WriteAsync(Encoding.UTF8.GetBytes(ended ? line + "\n" : line));
        await wire.ToServer.FlushAsync();
    }

    /// <summary>The next message, null at the end.</summary>
    public static async Task<JsonObject?> NextAsync(this Wire wire) =>
        await wire.FromServer.ReadLineAsync().WaitAsync(Wire.Patience) is { } line ? (JsonObject?)JsonNode.Parse(line) : null;

    /// <summary>The answer to a request; other messages before it are passed over.</summary>
    public static async Task<JsonObject> AnswerAsync(this Wire wire, int id)
    {
        while (await wire.NextAsync() is { } message)
        {
            if (message["id"] is JsonValue given && given.TryGetValue(out int number) && number == id)
            {
                return message;
            }
        }

        throw new EndOfStreamException($"The server ended without an answer to {id}.");
    }
}
