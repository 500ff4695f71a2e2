using System.Text.Json.Serialization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Rest;

/// <summary>The JSON rules of events: those of the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, Converters = [typeof(SnakeCaseNames<JobState>)])]
[JsonSerializable(typeof(RequestEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
