using System.Collections.Immutable;
using System.Text.Json.Serialization;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>JSON of templates and provider configs, as files and as stored documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseNames<PresetMode>), typeof(SnakeCaseNames<DurationForm>)])]
[JsonSerializable(typeof(ProviderConfig))]
[JsonSerializable(typeof(PromptTemplate))]
[JsonSerializable(typeof(ImmutableArray<PromptTemplate>))]
[JsonSerializable(typeof(ModelPreset))]
public sealed partial class CatalogJson : JsonSerializerContext;
