using System.Text;
using System.Text.Json;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Fuzz.Targets;

/// <summary>The request reader, and the planner behind it: whatever is read can be planned or is refused.</summary>
/// <param name="planted">True forgets to look for broken characters, as a reader does that trusts its JSON library.</param>
internal sealed class RequestTarget(bool planted) : ITarget
{
    private readonly RequestReader _reader = new(maxBytes: 1024 * 1024);
    private readonly CatalogSnapshot _catalog = ShippedCatalog.Read();

    public IReadOnlyList<string> Words { get; } =
    [
        .. Names(WireJson.Default.SynthesisRequest), .. Names(WireJson.Default.GeneratedFrame), .. Names(WireJson.Default.StoryboardFrame), .. Names(WireJson.Default.VideoSettings), .. Names(WireJson.Default.ProjectContext),
        .. ShippedCatalog.Read().Providers.SelectMany(p => p.ModelPresets.Select(m => m.Model).Append(p.Provider)),
        "SCENE_1_SHOT_1", "SCENE_1_SHOT_2", "adaptive", "fixed", "halt", "settle", "https://example.com/a.png", "data:image/png;base64,AAAA",
    ];

    public InputKind Kind => InputKind.Json;

    // A tree of JSON nodes, a schema walk and a plan; the problems of a request that is wrong throughout are 1 000 at most.
    public long Allowance(int bytes) => 8_000_000 + 1_000L * bytes;

    public void Try(byte[] input)
    {
        if (planted)
        {
            using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(input)); // neither depth nor characters are looked at
            _ = document.RootElement.GetRawText();
        }

        switch (_reader.Read(input, localFolder: null))
        {
            case ReadResult.Bad bad:
                Rule.Readable(bad.Problems);
                Written(new Refusal { Problems = bad.Problems, Warnings = bad.Warnings });
                foreach (ProviderConfig? provider in bad.Rest is null ? [] : _catalog.Providers.Append(null))
                {
                    Planned(Planner.Plan(bad.Rest!, provider, _catalog), bad.Rest!.Settings, isPart: true);
                }

                break;
            case ReadResult.Good good:
                Accepted(good.Storyboard);
                Again(input, good.Storyboard);
                foreach (ProviderConfig provider in _catalog.Providers)
                {
                    Planned(Planner.Plan(good.Storyboard, provider, _catalog), good.Storyboard.Settings);
                }

                break;
        }
    }

    private static void Accepted(Storyboard storyboard)
    {
        Rule.Require(storyboard.Frames.Length > 0, "A storyboard has a frame.");
        Rule.Require(storyboard.Wait is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromSeconds(90)), "A wait is 0 to 90 s.");
        Rule.Require(storyboard.Settings.MotionStrength is >= 0 and <= 1, "Motion strength is 0 to 1.");
        Rule.Require(storyboard.Settings.MaxRuntimeSeconds is >= 2 and <= 12, "A runtime is 2 to 12 s.");
        Rule.Require(storyboard.Settings.DurationPerSegment is > 0 and <= 12, "A segment is more than 0 s and at most 12 s.");
        Rule.Require(storyboard.Settings.MaxCostUsd is null or (>= 0 and <= 100_000), "A price limit is 0 to 100 000.");
        foreach (Frame frame in storyboard.Frames)
        {
            Rule.Require(frame.Id.Length is > 0 and <= 1_000 && frame.Description.Length > 0, "A frame has an id and a description.");
            Rule.Require(frame is { Scene: >= 0 and <= 1_000_000, Shot: >= 0 and <= 1_000_000 }, "A frame has its place.");
            Rule.Require(frame.DurationSeconds is null or (> 0 and <= 12), "A frame lasts more than 0 s and at most 12 s.");
            Rule.Require(frame.Image is not FrameImage.LocalFile, "A caller over the network names no local file.");
        }

        Rule.Require(storyboard.Frames.Select(f => (f.Scene, f.Shot)).Distinct().Count() == storyboard.Frames.Length, "No two frames have one place.");
        Rule.Require(storyboard.Frames.Select(f => f.Id).Distinct(StringComparer.Ordinal).Count() == storyboard.Frames.Length, "No two frames have one id.");
    }

    /// <summary>Written as we write requests and read again, it is the same request.</summary>
    private void Again(byte[] input, Storyboard storyboard)
    {
        SynthesisRequest request = JsonSerializer.Deserialize(JsonText.WithoutByteOrderMark(input).Span, WireJson.Default.SynthesisRequest)!;
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.SynthesisRequest);
        Rule.Require(_reader.Read(written, localFolder: null) is ReadResult.Good again
            && again.Storyboard.Frames.Select(Known).SequenceEqual(storyboard.Frames.Select(Known)) && again.Storyboard.Settings == storyboard.Settings, "A request that is written and read again is the same.");
    }

    private static (string, int, int, string, string, string, string, string, decimal?, string?) Known(Frame f) =>
        (f.Id, f.Scene, f.Shot, f.Description, f.CameraNotes, f.PromptSeed, f.LightingMood, f.CharactersPresent, f.DurationSeconds, f.Image?.Identity);

    // What is left of a bad request is refused for what is already known to be wrong with it; the plan adds what else it finds.
    private static void Planned(PlanResult result, RenderSettings settings, bool isPart = false)
    {
        if (result is not PlanResult.Planned { Answer: var answer })
        {
            if (!isPart || ((PlanResult.Refused)result).Refusal.Problems.Length > 0)
            {
                Rule.Readable(((PlanResult.Refused)result).Refusal.Problems);
            }

            Written(((PlanResult.Refused)result).Refusal);
            return;
        }

        Rule.Require(answer.Segments.Length is > 0 and <= PlanLimits.MaxSegments, "A plan has 1 to 3 segments.");
        Rule.Require(answer.Segments.All(s => s.AssociatedFrames.Length is 1 or 2), "A segment has one or two frames.");
        Rule.Require(answer.Segments.All(s => s.WantedSeconds is >= PlanLimits.MinSegmentSeconds and <= PlanLimits.MaxSegmentSeconds), "A segment wants 2 to 4 s.");
        Rule.Require(answer.TotalSeconds <= settings.MaxRuntimeSeconds, "A plan keeps its runtime.");
        Rule.Require(answer.EstimatedCostUsd >= 0 && !(answer.EstimatedCostUsd > settings.MaxCostUsd), "A plan keeps its price limit.");
        Written(answer);
    }

    private static void Written<T>(T answer)
    {
        using JsonDocument whole = JsonDocument.Parse(ReadableJson.Write(answer));
        Rule.Require(whole.RootElement.ValueKind is JsonValueKind.Object, "An answer can be written as JSON.");
    }

    private static IEnumerable<string> Names(System.Text.Json.Serialization.Metadata.JsonTypeInfo type) => type.Properties.Select(p => p.Name);
}
