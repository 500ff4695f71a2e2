using System.Text.Json.Serialization;

namespace VideoGen.Animatic.Orders;

/// <summary>Wire form of what the animatic provider keeps: snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RenderOrder))]
[JsonSerializable(typeof(RenderFault))]
internal sealed partial class OrderJson : JsonSerializerContext;
