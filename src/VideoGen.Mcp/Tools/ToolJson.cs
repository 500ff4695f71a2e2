using System.Text.Json.Serialization;

namespace VideoGen.Mcp.Tools;

/// <summary>The arguments of the tools that take a request id. Closed: unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RequestQuery))]
[JsonSerializable(typeof(RequestRef))]
[JsonSerializable(typeof(TakeRef))]
internal sealed partial class ToolJson : JsonSerializerContext;
