using System.Text.Json.Serialization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>JSON of the records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseNames<DigitalSource>), typeof(SnakeCaseNames<JobState>), typeof(SnakeCaseNames<EventSource>), typeof(SnakeCaseNames<MediaStatus>)])]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(SegmentDocument))]
[JsonSerializable(typeof(MediaDocument))]
[JsonSerializable(typeof(RecordBacklog))]
public sealed partial class RecordJson : JsonSerializerContext;
