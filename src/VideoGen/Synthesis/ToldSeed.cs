using System.Text.Json;

namespace VideoGen.Synthesis;

/// <summary>The seed of a clip in what its provider answered. Pure.</summary>
internal static class ToldSeed
{
    private const string Member = "seed";

    /// <summary>The seed at the top of a result; null where there is none.</summary>
    /// <param name="result">The result as it came; null for none.</param>
    public static long? In(string? result)
    {
        if (result is null || !result.Contains("\"seed\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(result);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty(Member, out JsonElement seed) && seed.ValueKind is JsonValueKind.Number && seed.TryGetInt64(out long number)
                ? number
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
