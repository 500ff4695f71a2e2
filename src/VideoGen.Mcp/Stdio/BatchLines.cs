using System.Text.Json.Nodes;

namespace VideoGen.Mcp.Stdio;

/// <summary>The messages of a client, one a line, with each batch as the lines of its messages.</summary>
/// <param name="lines">Lines of the client.</param>
/// <param name="batches">Takes batches apart.</param>
/// <param name="answer">Writes what can be answered at once.</param>
internal sealed class BatchLines(BoundedLines lines, Batches batches, Func<JsonNode, Task> answer)
{
    /// <summary>The next message, or the messages of the next batch, each with its line end; empty at the end of the input.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        while (true)
        {
            ReadOnlyMemory<byte> line = await lines.ReadAsync();
            int first = line.Span.IndexOfAnyExcept(" \t\r"u8);
            if (first < 0 || line.Span[first] == (byte)'\n')
            {
                return line;
            }

            if (line.Span[first] != (byte)'[')
            {
                if (SingleMessage.FaultOf(line.Span) is not { } fault)
                {
                    return line;
                }

                await answer(fault);
                continue;
            }

            ReadOnlyMemory<byte> messages = batches.Split(line, out JsonNode? known);
            await (known is null ? Task.CompletedTask : answer(known));
            if (!messages.IsEmpty)
            {
                return messages;
            }
        }
    }
}
