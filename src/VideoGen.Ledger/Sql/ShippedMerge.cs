using System.Text.Json.Nodes;
using VideoGen.Catalog;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// Takes a newer shipped config into one that its owner changed: what the owner left as it was shipped follows, what the owner
/// changed, added or took out stays so, member by member and preset by preset. Pure.
/// </summary>
internal static class ShippedMerge
{
    private const string Presets = "model_presets";
    private const string Model = "model";

    /// <summary>The owner's config, brought up to date.</summary>
    /// <param name="former">What was shipped when the owner's config was last brought up to date.</param>
    /// <param name="owned">The owner's config.</param>
    /// <param name="shipped">What is shipped now.</param>
    public static ProviderConfig Merge(ProviderConfig former, ProviderConfig owned, ProviderConfig shipped)
    {
        JsonObject was = Tree(former), has = Tree(owned), comes = Tree(shipped);
        var merged = Pick(Without(was), Without(has), Without(comes));
        var presets = Pick(ByModel(was), ByModel(has), ByModel(comes));
        merged[Presets] = new JsonArray([.. presets.Select(preset => preset.Value?.DeepClone())]);
        return CatalogDocuments.ReadConfig(merged.ToJsonString());
    }

    private static JsonObject Pick(JsonObject was, JsonObject has, JsonObject comes)
    {
        var merged = new JsonObject();
        foreach (var name in comes.Concat(has).Select(member => member.Key).Distinct(StringComparer.Ordinal))
        {
            var source = JsonNode.DeepEquals(was[name], has[name]) ? comes : has;
            if (source[name] is { } value)
            {
                merged[name] = value.DeepClone();
            }
        }

        return merged;
    }

    private static JsonObject Tree(ProviderConfig config) => JsonNode.Parse(CatalogDocuments.Write(config))!.AsObject();

    private static JsonObject Without(JsonObject config)
    {
        var rest = config.DeepClone().AsObject();
        rest.Remove(Presets);
        return rest;
    }

    private static JsonObject ByModel(JsonObject config) =>
        new(config[Presets]!.AsArray().Select(preset =>
            KeyValuePair.Create(preset![Model]!.GetValue<string>(), (JsonNode?)preset.DeepClone())));
}
