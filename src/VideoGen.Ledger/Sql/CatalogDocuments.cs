using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;

namespace VideoGen.Ledger.Sql;

/// <summary>Templates and configs as stored documents. Reading skips members that a newer version may have added.</summary>
internal static class CatalogDocuments
{
    private static readonly JsonSerializerOptions Tolerant = new(CatalogJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        TypeInfoResolver = CatalogJson.Default,
    };

    /// <summary>Writes a template.</summary>
    public static string Write(PromptTemplate template) => JsonSerializer.Serialize(template, CatalogJson.Default.PromptTemplate);

    /// <summary>Writes a config.</summary>
    public static string Write(ProviderConfig config) => JsonSerializer.Serialize(config, CatalogJson.Default.ProviderConfig);

    /// <summary>Reads a template.</summary>
    public static PromptTemplate ReadTemplate(string document) => Read<PromptTemplate>(document);

    /// <summary>Reads a config.</summary>
    public static ProviderConfig ReadConfig(string document) => Read<ProviderConfig>(document);

    private static T Read<T>(string document) =>
        JsonSerializer.Deserialize(document, (JsonTypeInfo<T>)Tolerant.GetTypeInfo(typeof(T)))!;
}
