using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tasks;

/// <summary>The answer that creates a task.</summary>
internal sealed class CreatedTask : Result
{
    public CreatedTask() => ResultType = "task";

    /// <summary>The members of the task.</summary>
    [JsonExtensionData]
    public required JsonObject Task { get; set; }
}
