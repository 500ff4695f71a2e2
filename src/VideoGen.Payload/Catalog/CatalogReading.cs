using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Prompting;

namespace VideoGen.Payload.Catalog;

/// <summary>
/// Reads published documents into a snapshot. A document that breaks a rule is replaced by its last good version where there is one, else
/// left out, and never hides the others. Pure.
/// </summary>
internal static class CatalogReading
{
    private static readonly JsonSerializerOptions Tolerant = new(CatalogJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        TypeInfoResolver = CatalogJson.Default,
    };

    private static readonly ImmutableArray<string> TemplateMembers = MembersOf(CatalogJson.Default.PromptTemplate);
    private static readonly ImmutableArray<string> ConfigMembers = MembersOf(CatalogJson.Default.ProviderConfig);

    /// <summary>Reads the templates.</summary>
    /// <param name="documents">As Payload answers them.</param>
    /// <param name="slug">Slug of their collection, for people.</param>
    /// <param name="good">The last known good ones.</param>
    /// <param name="warnings">Takes what is wrong.</param>
    public static ImmutableArray<PromptTemplate> Templates(
        IEnumerable<PayloadDocument> documents, string slug, ImmutableArray<PromptTemplate> good, ImmutableArray<Warning>.Builder warnings) =>
    [
        .. documents.Select(document => Read(document, slug, TemplateMembers, "name", t => TemplateCheck.Check(t), good, t => t.Id, t => $"version {t.Version}", warnings)).OfType<PromptTemplate>(),
    ];

    /// <summary>Reads the provider configs; of two with one provider the newer counts.</summary>
    /// <param name="documents">As Payload answers them, the newest first.</param>
    /// <param name="slug">Slug of their collection, for people.</param>
    /// <param name="good">The last known good ones.</param>
    /// <param name="warnings">Takes what is wrong.</param>
    public static ImmutableArray<ProviderConfig> Configs(
        IEnumerable<PayloadDocument> documents, string slug, ImmutableArray<ProviderConfig> good, ImmutableArray<Warning>.Builder warnings) =>
    [
        .. documents.Select(document => Read(document, slug, ConfigMembers, "provider", c => ProviderConfigCheck.Check(c), good, c => c.Id, _ => "the one before", warnings))
            .OfType<ProviderConfig>().DistinctBy(c => c.Provider, StringComparer.Ordinal),
    ];

    private static T? Read<T>(
        PayloadDocument document, string slug, ImmutableArray<string> members, string label, Func<T, ImmutableArray<Problem>> check,
        ImmutableArray<T> good, Func<T, string> idOf, Func<T, string> sayVersion, ImmutableArray<Warning>.Builder warnings)
        where T : class
    {
        JsonObject plain = PlainDocument.Of(document, members);
        if (!plain.ContainsKey("updated_at") && document.Fields["updatedAt"] is { } updatedAt && members.Contains("updated_at"))
        {
            plain["updated_at"] = updatedAt.DeepClone();
        }

        string fault;
        try
        {
            T value = plain.Deserialize((JsonTypeInfo<T>)Tolerant.GetTypeInfo(typeof(T)))!;
            if (check(value) is not [var first, ..] problems)
            {
                return value;
            }

            fault = $"{first.Pointer}: {first.Message} {first.Remedy}{(problems.Length > 1 ? $" ({problems.Length - 1} more)" : "")}";
        }
        catch (JsonException e)
        {
            fault = $"{e.Path}: {e.Message}";
        }

        string id = document.Id.Text;
        T? before = good.FirstOrDefault(g => idOf(g) == id);
        string instead = before is null ? "it is left out" : $"its last good version ({sayVersion(before)}) is used";
        warnings.Add(new Warning(
            WarningCodes.CatalogDocumentRefused, "", $"'{plain[label]}' in {slug} (id {id}) breaks a rule, so {instead}. {fault}"));
        return before;
    }

    private static ImmutableArray<string> MembersOf(JsonTypeInfo type) => [.. type.Properties.Select(p => p.Name)];
}
