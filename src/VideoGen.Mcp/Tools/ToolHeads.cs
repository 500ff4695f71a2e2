using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Mcp.Views;

namespace VideoGen.Mcp.Tools;

/// <summary>What clients read about each tool: name, title, description, schemas, hints.</summary>
internal static class ToolHeads
{
    /// <summary>The tool that renders.</summary>
    public const string SynthesizeName = "synthesize_video_segments";

    public static Tool Plan() => Head(
        "plan_video_segments",
        "Plan video segments",
        """
        Shows what synthesize_video_segments would render: segments with frames, seconds, model, exact prompt and price, every decision, warnings, plan_hash. Free; orders nothing. Call it first and after every change.
        Frames are sorted by scene and shot and paired inside a scene. Limits: 3 segments, 12 seconds; with more the answer cuts the frames into batches.
        """,
        StoryboardSchema.ForPlan(),
        PublishedSchema.Read("plan-answer"),
        new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
        SegmentsView.OfTool());

    public static Tool Synthesize() => Head(
        SynthesizeName,
        "Synthesize video segments",
        """
        Renders storyboard frames into MP4 clips and waits for them. COSTS MONEY unless provider_override is animatic (free local preview): call plan_video_segments first, then this with plan_hash and request_key of its answer and nothing else (plans are kept for a day), or with the whole request.
        provider_pending: still being made; call get_video_segments with the request_id, never this again.
        A call that timed out has not failed: find it with get_video_segments without arguments. Clients often give up after 60 s, so keep wait_seconds at 45 or less.
        """,
        StoryboardSchema.ForSynthesis(),
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = false, OpenWorldHint = true },
        SegmentsView.OfTool());

    public static Tool Get(JsonObject input) => Head(
        "get_video_segments",
        "Get video segments",
        """
        State and results of a request: clips, and for every other segment why and what to do. Without request_id: your newest requests. Free; starts nothing. Call again until status is finished.
        """,
        input,
        Found(),
        new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = true });

    public static Tool Choose(JsonObject input) => Head(
        "choose_video_take",
        "Choose video take",
        """
        Makes one take of a segment the one that counts in the film. Free; every take stays. get_video_segments lists them.
        """,
        input,
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false });

    public static Tool Cancel(JsonObject input) => Head(
        "cancel_video_segments",
        "Cancel video segments",
        """
        Cancels what is not finished of a request: nothing further is submitted, what is queued is cancelled. What runs may still finish and be billed; delivered clips stay. Cannot be undone.
        """,
        input,
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = false, DestructiveHint = true, IdempotentHint = true, OpenWorldHint = true });

    // A request or a list, in one object: some clients cannot read a choice of two.
    private static JsonObject Found()
    {
        JsonObject schema = PublishedSchema.Read("synthesis-answer");
        schema.Remove("required");
        JsonObject list = PublishedSchema.Read("request-list");
        foreach ((string name, JsonNode? member) in list["properties"]!.AsObject())
        {
            schema["properties"]![name] = member!.DeepClone();
        }

        return schema;
    }

    private static Tool Head(
        string name, string title, string description, JsonObject input, JsonObject output, ToolAnnotations annotations, JsonObject? meta = null)
    {
        annotations.Title = title;
        return new()
        {
            Name = name,
            Title = title,
            Description = description.ReplaceLineEndings("\n"),
            InputSchema = Element(input),
            OutputSchema = Element(output),
            Annotations = annotations,
            Meta = meta,
        };
    }

    private static JsonElement Element(JsonObject schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }
}
