using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Errors;

/// <summary>One entry of a model error: which input, what is wrong with it, which documented type.</summary>
/// <param name="Field">Path of the input without <c>body</c>, for example <c>image_url</c>; empty for the whole input.</param>
/// <param name="Message">The model's sentence.</param>
/// <param name="Type">Documented type; null where the detail is a plain string.</param>
/// <param name="Context">Limits that were broken, for example <c>min_width 300</c>; empty where none are given.</param>
internal sealed record FalDetail(string Field, string Message, string? Type, string Context)
{
    /// <summary>Position of the picture the field belongs to: 0 for the first, 1 for the last, null for no picture.</summary>
    public int? Picture => Field.Split('.')[0] switch
    {
        "last_frame_url" or "end_image_url" or "tail_image_url" or "last_image_url" => 1,
        "image_url" or "first_frame_url" or "start_image_url" or "first_image_url" => 0,
        _ => null,
    };

    /// <summary>The entries of a body, whichever of its two forms it has; empty when it has none.</summary>
    public static ImmutableArray<FalDetail> Read(JsonObject? body) => body?["detail"] switch
    {
        JsonArray entries => [.. entries.OfType<JsonObject>().Select(Entry)],
        JsonObject entry => [Entry(entry)],
        JsonValue value when value.TryGetValue(out string? text) => [new FalDetail("", text, null, "")],
        _ => [],
    };

    private static FalDetail Entry(JsonObject entry)
    {
        var loc = entry["loc"] is JsonArray parts ? parts.Select(Part).Where(p => p.Length > 0).ToArray() : [];
        return new FalDetail(
            string.Join('.', loc is ["body", .. var rest] ? rest : loc), entry.Text("msg") ?? "no reason given", entry.Text("type"),
            entry["ctx"] is JsonObject ctx ? string.Join(", ", ctx.Select(c => $"{c.Key} {Part(c.Value)}")) : "");
    }

    private static string Part(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => FalJson.Write(node),
    };
}
