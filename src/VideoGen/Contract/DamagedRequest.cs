using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>
/// Looks on in a request that already broke its schema, so that one answer names what is wrong with its sound part too. What is broken is
/// taken out, and <see cref="StoryboardAssembly"/> knows where that was.
/// </summary>
internal static class DamagedRequest
{
    private const string Stills = "generated_frames";
    private const string Entries = "storyboard_frames";

    /// <summary>The problems of both, and what could be read.</summary>
    /// <param name="root">The request.</param>
    /// <param name="known">What is known to be wrong.</param>
    /// <param name="localFolder">Folder of relative image paths; null refuses local files.</param>
    /// <param name="findings">Takes the warnings.</param>
    public static ReadResult.Bad Read(JsonElement root, ImmutableArray<Problem> known, string? localFolder, Findings findings)
    {
        if (root.ValueKind is not JsonValueKind.Object || known.Length >= Findings.Most)
        {
            return new ReadResult.Bad(ProblemOrder.Sort(known), findings.Warnings);
        }

        var document = JsonObject.Create(root)!;
        foreach (Problem problem in known)
        {
            TakeOut(document, problem.Pointer.Split('/'));
        }

        SynthesisRequest request;
        try
        {
            request = document.Deserialize(WireJson.Default.SynthesisRequest)!;
        }
        catch (JsonException)
        {
            return new ReadResult.Bad(ProblemOrder.Sort(known), findings.Warnings); // broken in a way that this does not reach; what is known is reported
        }

        return new StoryboardAssembly(request, localFolder, findings, new Damage(known.Select(p => p.Pointer))).Further(known);
    }

    private static void TakeOut(JsonObject document, string[] steps)
    {
        switch (steps)
        {
            case ["", Stills or Entries]:
                document[steps[1]] = new JsonArray();
                break;
            case ["", Stills or Entries, var number, ..] when document[steps[1]] is JsonArray frames && int.TryParse(number, out int index) && index < frames.Count:
                if (steps is [_, _, _, var member, ..] && frames[index] is JsonObject frame)
                {
                    TakeOut(frame, steps[1], member);
                }
                else
                {
                    frames[index] = Blank(steps[1]);
                }

                break;
            case ["", var name, var inner, ..] when document[name] is JsonObject part:
                part.Remove(inner);
                break;
            case ["", var name, ..]:
                document.Remove(name);
                break;
        }
    }

    private static void TakeOut(JsonObject frame, string list, string member)
    {
        if (Blank(list).ContainsKey(member))
        {
            frame[member] = "";
        }
        else
        {
            frame.Remove(member);
        }
    }

    // The members without which a frame cannot be read at all.
    private static JsonObject Blank(string list) => list == Stills ? new() { ["frame_id"] = "" } : new() { ["frame_id"] = "", ["description"] = "" };
}
