using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;
using VideoGen.Planning;
using VideoGen.Providers;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// The preset loader, from a file and from PayloadCMS: a config that is accepted can be planned with, priced and turned into payloads; one
/// that is not is refused and hides no other.
/// </summary>
/// <param name="planted">True checks the models of a config and forgets the config itself.</param>
internal sealed class PresetTarget(bool planted) : ITarget
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly ImmutableArray<Storyboard> Storyboards = [.. new[] { (1, true), (2, true), (5, true), (1, false) }.Select(s => Storyboard(s.Item1, s.Item2))];

    private readonly CatalogSnapshot _shipped = ShippedCatalog.Read();

    public IReadOnlyList<string> Words { get; } =
    [
        .. new System.Text.Json.Serialization.Metadata.JsonTypeInfo[]
        {
            CatalogJson.Default.ProviderConfig, CatalogJson.Default.ModelPreset, CatalogJson.Default.PresetDuration, CatalogJson.Default.PresetPrice, CatalogJson.Default.PresetPriceStep, CatalogJson.Default.PresetMotion,
            CatalogJson.Default.PresetImageLimits, CatalogJson.Default.PresetOutput, CatalogJson.Default.PresetRetired,
        }.SelectMany(t => t.Properties.Select(p => p.Name)),
        "seconds_string", "number_string", "number", "frames", "fixed", "image_to_video", "first_last_frame_to_video", "text_to_video", "updatedAt", "prompt", "https://example.com/hook",
    ];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 40_000_000 + 2_000L * bytes;

    public void Try(byte[] input)
    {
        FromFile(input);
        FromPayload(input);
    }

    private void FromFile(byte[] input)
    {
        ProviderConfig? config;
        try
        {
            config = JsonSerializer.Deserialize(input, CatalogJson.Default.ProviderConfig);
        }
        catch (JsonException)
        {
            return;
        }

        if (config is null)
        {
            return;
        }

        ImmutableArray<Problem> problems = ProviderConfigCheck.Check(config);
        if (problems.All(p => planted && !p.Pointer.StartsWith("/model_presets", StringComparison.Ordinal)))
        {
            Accepted(config);
        }
        else
        {
            Rule.Readable(problems.Length > 1_000 ? problems[..1_000] : problems);
        }
    }

    private void FromPayload(byte[] input)
    {
        JsonObject? fields;
        try
        {
            fields = JsonNode.Parse(BrokenCharacters.Repair(Encoding.UTF8.GetString(input)), documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return; // no answer of the CMS; its client refuses it
        }

        if (fields is null)
        {
            return;
        }

        var document = new PayloadDocument(new PayloadId("1", IsNumber: true), fields);
        var warnings = ImmutableArray.CreateBuilder<Warning>();
        foreach (ProviderConfig config in CatalogReading.Configs([document], "configs", [], warnings))
        {
            Accepted(config);
        }

        _ = CatalogReading.Templates([document], "templates", [], warnings);
        Rule.Require(warnings.All(w => w.Message.Length > 0), "A document that is left out is told why.");
    }

    private void Accepted(ProviderConfig config)
    {
        Rule.Require(config is { MaxParallel: >= 1 and <= 3, PollIntervalSeconds: >= 0.05m and <= 60, ProjectCapUsd: null or >= 0, DayCapUsd: null or >= 0 } && !string.IsNullOrWhiteSpace(config.Provider), "A config keeps its limits.");
        string written = JsonSerializer.Serialize(config, CatalogJson.Default.ProviderConfig);
        Rule.Require(JsonSerializer.Serialize(JsonSerializer.Deserialize(written, CatalogJson.Default.ProviderConfig)!, CatalogJson.Default.ProviderConfig) == written, "A config that is written and read again is the same.");
        foreach (Storyboard storyboard in Storyboards)
        {
            if (Planner.Plan(storyboard, config, _shipped) is PlanResult.Planned planned)
            {
                Rule.Require(planned.Answer.EstimatedCostUsd >= 0, "Nothing costs less than nothing.");
                foreach (SegmentPlan segment in planned.Segments)
                {
                    Payload(segment);
                }
            }
        }
    }

    private static void Payload(SegmentPlan segment)
    {
        ImmutableArray<string> pictures = [.. Enumerable.Repeat("https://example.com/a.png", segment.Preset.LastFrameField is null ? Math.Min(1, segment.Frames.Length) : segment.Frames.Length)];
        JsonObject payload = PresetPayload.Build(
            new SegmentOrder
            {
                JobId = "job",
                Preset = segment.Preset,
                Prompt = segment.Planned.Prompt,
                Stills = [],
                CameraNotes = [],
                SlotSeconds = segment.Planned.SlotSeconds,
                MotionStrength = segment.MotionStrength,
            },
            pictures);
        Rule.Require(payload.ToJsonString().Length > 2, "An order has a payload.");
        _ = segment.Preset.Price.OfUnits(2.667m, segment.Planned.SlotSeconds);
    }

    private static Storyboard Storyboard(int frames, bool stills)
    {
        var text = new StringBuilder("""{"video_settings":{"allow_text_to_video":true},"generated_frames":[""");
        text.AppendJoin(',', Enumerable.Range(1, stills ? frames : 0).Select(i => $$"""{"frame_id":"SCENE_1_SHOT_{{i}}","image_url":"https://example.com/{{i}}.png"}"""));
        text.Append("""],"storyboard_frames":[""");
        text.AppendJoin(',', Enumerable.Range(1, frames).Select(i => $$"""{"frame_id":"SCENE_1_SHOT_{{i}}","description":"A door.","duration_seconds":1.7}"""));
        text.Append("]}");
        return ((ReadResult.Good)new RequestReader(100_000).Read(Encoding.UTF8.GetBytes(text.ToString()), null)).Storyboard;
    }
}
