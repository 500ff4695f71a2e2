using System.Text.Json.Serialization;

namespace VideoGen.Mcp.Tasks;

/// <summary>JSON of the answers that the SDK writes for us.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreatedTask))]
internal sealed partial class TaskJson : JsonSerializerContext;
