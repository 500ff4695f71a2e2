using System.Collections.Immutable;
using System.Text.Json.Serialization;
using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Jobs;

/// <summary>The ledger's JSON: one set of rules for the documents that every ledger keeps.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AbsoluteAddress),
        typeof(SnakeCaseNames<Grouping>), typeof(SnakeCaseNames<OnFailure>), typeof(SnakeCaseNames<FrameStatus>),
        typeof(SnakeCaseNames<FailureError>), typeof(SnakeCaseNames<Billed>), typeof(SnakeCaseNames<JobState>),
        typeof(SnakeCaseNames<DigitalSource>), typeof(SnakeCaseNames<EventSource>), typeof(SnakeCaseNames<Telemetry.CompletedBy>), typeof(SnakeCaseNames<AgainReason>), typeof(SnakeCaseNames<ExchangeKind>),
        typeof(SnakeCaseNames<FinishingStep>), typeof(SnakeCaseNames<Continuity>), typeof(SnakeCaseNames<Finishing.FinishingFit>),
    ])]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(RequestRecord))]
[JsonSerializable(typeof(JobEvent))]
[JsonSerializable(typeof(WebhookProof))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(ImmutableArray<JobEvent>))]
[JsonSerializable(typeof(ImmutableArray<ProviderExchange>))]
public sealed partial class JobJson : JsonSerializerContext;
