using System.Text.Json.Serialization;

namespace VideoGen.Host.Access;

/// <summary>The JSON rules of <c>tokens.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, WriteIndented = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(TokenDocument))]
internal sealed partial class TokenJson : JsonSerializerContext;
