using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;
using VideoGen.Records;

namespace VideoGen.Payload.Schema;

/// <summary>The fields of the five collections that the agent reads or writes, taken from the very types that it does so with. Pure.</summary>
public static class ExpectedFields
{
    private static readonly ImmutableDictionary<string, ImmutableArray<ExpectedPath>> Known = new Dictionary<string, ImmutableArray<ExpectedPath>>(StringComparer.Ordinal)
    {
        [RecordCollections.Templates] =
        [
            new("name", IsVital: true), new("version", IsVital: true), new("template_text", IsVital: true), new("model", IsVital: false), new("_status", IsVital: true),
        ],
        [RecordCollections.Providers] = [.. Leaves(CatalogJson.Default.ProviderConfig), new("_status", IsVital: true)],
        [RecordCollections.Jobs] = [.. Written(RecordJson.Default.JobDocument)],
        [RecordCollections.Segments] =
        [
            .. Written(RecordJson.Default.SegmentDocument), new("generated_by.job_id", IsVital: false), new("media.filename", IsVital: false),
        ],
        [RecordCollections.Media] =
        [
            new("filename", IsVital: true), new("prefix", IsVital: true), new("sha256", IsVital: false), new("job_id", IsVital: false),
            new("project_id", IsVital: false), new("episode_id", IsVital: false), new("duration_seconds", IsVital: false),
        ],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Our names of the top-level fields of a collection.</summary>
    public static ImmutableArray<string> Of(string collection) => [.. Paths(collection).Select(p => p.Path.Split('.')[0]).Distinct(StringComparer.Ordinal)];

    /// <summary>Every path of a collection, down to values: <c>model_presets.duration.form</c>.</summary>
    public static ImmutableArray<ExpectedPath> Paths(string collection) => Known[collection];

    private static IEnumerable<ExpectedPath> Leaves(JsonTypeInfo type) => Leaves(type, "", vital: true).Where(p => p.Path is not "id");

    // A record keeps what it can: of a field that is not there only the key is missed so much that nothing works. The time of creation is
    // sent under Payload's own name, which every collection has.
    private static IEnumerable<ExpectedPath> Written(JsonTypeInfo type) => Leaves(type).Where(p => p.Path is not "created_at").Select(p => p with { IsVital = p.Path == "job_id" });

    private static IEnumerable<ExpectedPath> Leaves(JsonTypeInfo type, string prefix, bool vital)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(p => p.Get is not null || p.Set is not null)) // the others are no part of the JSON
        {
            JsonTypeInfo value = type.Options.GetTypeInfo(property.PropertyType);
            JsonTypeInfo inner = value is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? type.Options.GetTypeInfo(element) : value;
            bool needed = vital && property.IsRequired;
            if (inner.Kind is not JsonTypeInfoKind.Object)
            {
                yield return new ExpectedPath(prefix + property.Name, needed);
                continue;
            }

            foreach (ExpectedPath path in Leaves(inner, $"{prefix}{property.Name}.", needed))
            {
                yield return path;
            }
        }
    }
}
