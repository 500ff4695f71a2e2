using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>
/// Looks on in a request that already broke its schema, so that one answer names what is wrong with the sound frames too. What is damaged
/// is replaced by something harmless for this look, and nothing is said about it a second time.
/// </summary>
internal sealed class DamagedRequest
{
    private const string Stills = "generated_frames";
    private const string Entries = "storyboard_frames";
    private const int FirstScene = 900_000; // a scene of its own for every replaced frame

    private readonly JsonObject _root;
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private bool _entryWithoutName;

    private DamagedRequest(JsonObject root) => _root = root;

    /// <summary>The problems beyond those of the schema; empty when too much is damaged to look on.</summary>
    /// <param name="root">The request.</param>
    /// <param name="known">What the schema refused.</param>
    /// <param name="localFolder">Folder of relative image paths; null refuses local files.</param>
    public static ImmutableArray<Problem> LookOn(JsonElement root, ImmutableArray<Problem> known, string? localFolder)
    {
        if (root.ValueKind is not JsonValueKind.Object || known.Length >= Findings.Most)
        {
            return [];
        }

        var damaged = new DamagedRequest(JsonObject.Create(root)!);
        return known.All(p => damaged.Mend(p.Pointer)) ? damaged.Further(localFolder) : [];
    }

    /// <summary>Takes one damage out. False when the request cannot be looked at without that part.</summary>
    private bool Mend(string pointer)
    {
        string[] steps = pointer.Split('/');
        switch (steps)
        {
            case ["", Stills or Entries, var number, ..] when int.TryParse(number, out int index) && _root[steps[1]] is JsonArray frames && index < frames.Count:
                if (_replaced.Add($"/{steps[1]}/{index}"))
                {
                    frames[index] = Harmless(frames[index], steps[1], index);
                }

                return true;
            case ["", var name, var member] when _root[name] is JsonObject part:
                part.Remove(member);
                return true;
            case ["", not (Stills or Entries) and var name]:
                _root.Remove(name);
                return true;
            default:
                return false;
        }
    }

    private JsonObject Harmless(JsonNode? frame, string list, int index)
    {
        string? id = frame is JsonObject known && known["frame_id"] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
        _entryWithoutName |= id is null && list == Entries;
        var harmless = new JsonObject
        {
            ["frame_id"] = id ?? $"{list} {index}",
            ["scene_number"] = FirstScene + index,
            ["shot_order"] = list == Stills ? 1 : 2,
        };
        harmless[list == Stills ? "image_url" : "description"] = "https://example.invalid/";
        return harmless;
    }

    private ImmutableArray<Problem> Further(string? localFolder)
    {
        SynthesisRequest request;
        try
        {
            request = _root.Deserialize(WireJson.Default.SynthesisRequest)!;
        }
        catch (JsonException)
        {
            return []; // damaged in a way that mending did not reach; what is known is said
        }

        return new StoryboardAssembly(request, localFolder, new Findings()).Assemble("") is ReadResult.Bad bad
            ? [.. bad.Problems.Where(IsNews)]
            : [];
    }

    private bool IsNews(Problem problem) =>
        !_replaced.Any(frame => problem.Pointer == frame || problem.Pointer.StartsWith($"{frame}/", StringComparison.Ordinal))
        && !(_entryWithoutName && problem.Code == ProblemCodes.StoryboardEntryMissing);
}
