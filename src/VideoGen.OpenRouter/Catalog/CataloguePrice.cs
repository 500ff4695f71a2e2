using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.OpenRouter.Catalog;

/// <summary>Finds the price of a silent second at 720p among the prices of a model. The names are data: the most specific one wins. Pure.</summary>
internal static class CataloguePrice
{
    private const decimal Cent = 0.01m;

    private static readonly (string Name, decimal Usd)[] Names =
    [
        ("image_to_video_duration_seconds_without_audio_720p", 1), ("image_to_video_duration_seconds_720p", 1),
        ("duration_seconds_without_audio_720p", 1), ("duration_seconds_720p", 1),
        ("image_to_video_duration_seconds_without_audio", 1), ("image_to_video_duration_seconds", 1),
        ("duration_seconds_without_audio", 1), ("duration_seconds", 1),
        ("cents_per_second_output_720p", Cent), ("cents_per_second_720p", Cent), ("cents_per_second_output", Cent), ("cents_per_second", Cent),
    ];

    /// <summary>US dollars a second; null where no name is known, for example for prices by token, and where the most specific price is none.</summary>
    public static decimal? Of(JsonObject? prices) => prices is null ? null : Names
        .Where(known => prices[known.Name] is not null)
        .Take(1)
        .Select(known => Number(prices[known.Name]) * known.Usd)
        .FirstOrDefault(price => price is > 0 and < 1_000);

    private static decimal? Number(JsonNode? value) => value is JsonValue given && given.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
