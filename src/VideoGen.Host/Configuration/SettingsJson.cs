using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.Finishing;
using VideoGen.Runway;

namespace VideoGen.Host.Configuration;

/// <summary>The JSON rules of <c>videogen.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(WholeNumber), typeof(SnakeCaseNames<FalFrameTransfer>), typeof(SnakeCaseNames<FalQueuePriority>), typeof(SnakeCaseNames<FalInvocation>), typeof(SnakeCaseNames<RunwayFrameTransfer>), typeof(SnakeCaseNames<ChoosingRule>), typeof(SnakeCaseNames<FinishingFit>), typeof(SnakeCaseNames<LogFormat>), typeof(SnakeCaseNames<LogLevel>)])]
[JsonSerializable(typeof(Settings))]
public sealed partial class SettingsJson : JsonSerializerContext;
