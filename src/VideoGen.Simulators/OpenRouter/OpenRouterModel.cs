using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>A model: its row in the public catalogue, and what its seconds cost.</summary>
/// <param name="Row">The row as it is served.</param>
/// <param name="UsdPerSecond">Price of a silent second, USD.</param>
/// <param name="UsdPerSecondWithAudio">Price of a second with sound, USD.</param>
internal sealed record OpenRouterModel(JsonObject Row, decimal UsdPerSecond, decimal UsdPerSecondWithAudio)
{
    private static readonly Lazy<FrozenDictionary<string, OpenRouterModel>> Loaded = new(Load);

    public static IEnumerable<OpenRouterModel> All => Loaded.Value.Values.OrderBy(static model => model.Id, StringComparer.Ordinal);

    public string Id => Row["id"]!.GetValue<string>();

    public bool MakesAudio => Row["generate_audio"]!.GetValue<bool>();

    public bool TakesSeed => Row["seed"]!.GetValue<bool>();

    public static OpenRouterModel? Find(string id) => Loaded.Value.GetValueOrDefault(id);

    public bool Sells(string list, JsonNode value) => Row[list] is not JsonArray values || values.Any(legal => JsonNode.DeepEquals(legal, value));

    public string Sold(string list) => string.Join(", ", Row[list]!.AsArray().Select(static value => value!.ToString()));

    private static FrozenDictionary<string, OpenRouterModel> Load()
    {
        using Stream stream = typeof(OpenRouterModel).Assembly.GetManifestResourceStream("openrouter.json")!;
        return JsonNode.Parse(stream)!.AsArray()
            .Select(static row => new OpenRouterModel(row!["catalogue"]!.AsObject(), row["usd_per_second"]!.GetValue<decimal>(), row["usd_per_second_with_audio"]!.GetValue<decimal>()))
            .ToFrozenDictionary(static model => model.Id, StringComparer.Ordinal);
    }
}
