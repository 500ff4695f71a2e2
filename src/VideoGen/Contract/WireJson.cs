using System.Text.Json.Serialization;
using VideoGen.Providers;
using VideoGen.Reports;

namespace VideoGen.Contract;

/// <summary>The wire: one set of JSON rules for requests and answers over every transport.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(WholeNumber), typeof(SnakeCaseNames<Grouping>), typeof(SnakeCaseNames<OnFailure>), typeof(SnakeCaseNames<DigitalSource>), typeof(SnakeCaseNames<FrameStatus>),
        typeof(SnakeCaseNames<RequestStatus>), typeof(SnakeCaseNames<MediaStatus>), typeof(SnakeCaseNames<FailureError>),
        typeof(SnakeCaseNames<Billed>), typeof(SnakeCaseNames<SegmentStage>), typeof(SnakeCaseNames<AgainReason>), typeof(SnakeCaseNames<LintSeverity>), typeof(SnakeCaseNames<FinishingStep>), typeof(SnakeCaseNames<Continuity>),
    ])]
[JsonSerializable(typeof(SynthesisRequest))]
[JsonSerializable(typeof(PlanApproval))]
[JsonSerializable(typeof(AgainOrder))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(LintAnswer))]
[JsonSerializable(typeof(SynthesisAnswer))]
[JsonSerializable(typeof(RequestList))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
public sealed partial class WireJson : JsonSerializerContext;
