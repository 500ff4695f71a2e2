using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Mcp.Tools;

namespace VideoGen.Mcp.Tasks;

/// <summary>A task of the extension <c>io.modelcontextprotocol/tasks</c>, as it stands at one moment.</summary>
public sealed record McpTask
{
    /// <summary>Its id, which nobody can guess.</summary>
    public required string TaskId { get; init; }

    /// <summary>Where it stands.</summary>
    public required McpTaskStatus Status { get; init; }

    /// <summary>The same in words, for people and models.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>How long after its creation it can be found; null for as long as its store is kept.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>How often a client should ask.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The result of the call, in <see cref="McpTaskStatus.Completed"/> alone.</summary>
    public JsonObject? Result { get; init; }

    /// <summary>The JSON-RPC error of the call, in <see cref="McpTaskStatus.Failed"/> alone.</summary>
    public JsonObject? Error { get; init; }

    /// <summary>Questions to the client by key, in <see cref="McpTaskStatus.InputRequired"/> alone.</summary>
    public JsonObject? InputRequests { get; init; }

    /// <summary>The whole task, as <c>tasks/get</c> and the notifications tell it.</summary>
    internal JsonObject Whole()
    {
        var whole = new JsonObject
        {
            ["taskId"] = TaskId,
            ["status"] = SnakeCase.Of(Status),
            ["createdAt"] = Time(CreatedAt),
            ["lastUpdatedAt"] = Time(LastUpdatedAt),
            ["ttlMs"] = Milliseconds(TimeToLive),
            ["pollIntervalMs"] = Milliseconds(PollInterval),
        };
        (string Name, JsonNode? Value)[] ends = [("statusMessage", StatusMessage), ("result", Result), ("error", Error), ("inputRequests", InputRequests)];
        foreach ((string name, JsonNode? value) in ends)
        {
            if (value is not null)
            {
                whole[name] = value.DeepClone();
            }
        }

        return whole;
    }

    /// <summary>A time as the protocol writes it.</summary>
    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A span as the protocol writes it.</summary>
    internal static long? Milliseconds(TimeSpan? span) => span is { } known ? (long)known.TotalMilliseconds : null;
}
