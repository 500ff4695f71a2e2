using System.Text.Json.Nodes;

namespace VideoGen.Server.Tests.Mcp.Rig;

/// <summary>Reads an answer message by message: events, or one JSON body.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    /// <summary>Id of the last event.</summary>
    public string? LastId { get; private set; }

    public static async Task<EventReader> OfAsync(HttpResponseMessage answer) => new(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonObject?> NextAsync()
    {
        if (_answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            string body = await _lines.ReadToEndAsync().WaitAsync(Patience);
            return body.Length == 0 ? null : (JsonObject)JsonNode.Parse(body)!;
        }

        string data = "";
        while (await _lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return (JsonObject)JsonNode.Parse(data)!;
            }

            if (line.StartsWith("id:", StringComparison.Ordinal))
            {
                LastId = line[3..].Trim();
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data += line[5..].Trim();
            }
        }

        return null;
    }

    /// <summary>The answer; other messages are passed over.</summary>
    public async Task<JsonObject> AnswerAsync() => await UntilAsync(m => m.ContainsKey("id") && !m.ContainsKey("method"));

    /// <summary>The next message that fits.</summary>
    public async Task<JsonObject> UntilAsync(Func<JsonObject, bool> fits)
    {
        while (await NextAsync() is { } message)
        {
            if (fits(message))
            {
                return message;
            }
        }

        throw new EndOfStreamException("The stream ended without what was waited for.");
    }

    /// <summary>Hangs up, whatever is still to come.</summary>
    public void Dispose() => _answer.Dispose();
}
