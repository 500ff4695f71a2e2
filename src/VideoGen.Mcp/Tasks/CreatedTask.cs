using System.Text.Json.Serialization;
using ModelContextProtocol.Protocol;
using VideoGen.Mcp.Tools;

namespace VideoGen.Mcp.Tasks;

/// <summary>The answer that creates a task; its members are those of <see cref="McpTask.Whole"/> without what the task came to.</summary>
internal sealed class CreatedTask : Result
{
    public CreatedTask(McpTask task)
    {
        ResultType = "task";
        (TaskId, Status, StatusMessage) = (task.TaskId, SnakeCase.Of(task.Status), task.StatusMessage);
        (CreatedAt, LastUpdatedAt) = (McpTask.Time(task.CreatedAt), McpTask.Time(task.LastUpdatedAt));
        (TtlMs, PollIntervalMs) = (McpTask.Milliseconds(task.TimeToLive), McpTask.Milliseconds(task.PollInterval));
    }

    [JsonPropertyName("taskId")]
    public string TaskId { get; }

    [JsonPropertyName("status")]
    public string Status { get; }

    [JsonPropertyName("statusMessage")]
    public string? StatusMessage { get; }

    [JsonPropertyName("createdAt")]
    public string CreatedAt { get; }

    [JsonPropertyName("lastUpdatedAt")]
    public string LastUpdatedAt { get; }

    [JsonPropertyName("ttlMs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? TtlMs { get; }

    [JsonPropertyName("pollIntervalMs")]
    public long? PollIntervalMs { get; }
}
