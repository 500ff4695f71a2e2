using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.Server.Access;

/// <summary>Sessions as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SharedSession))]
internal sealed partial class SharedSessionJson : JsonSerializerContext;
