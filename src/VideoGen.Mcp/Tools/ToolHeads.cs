using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>What clients are told about each tool: name, title, description, schemas, hints.</summary>
internal static class ToolHeads
{
    /// <summary>The tool that renders.</summary>
    public const string SynthesizeName = "synthesize_video_segments";

    private const string RequestIdHint = "The request_id comes from synthesize_video_segments.";

    public static Tool Plan() => Head(
        "plan_video_segments",
        "Plan video segments",
        """
        Shows what synthesize_video_segments would render for these storyboard frames, without rendering: segments with their frames, seconds, model, exact prompt and price, every decision in words, warnings, and plan_hash. Free, instant, writes nothing, fetches no picture. Call it first, and again after every change.
        Frames are sorted by scene and shot and paired inside a scene. Limits of a request: 3 segments, 12 seconds; with more frames the answer says how to cut them into batches. Every problem of the input is reported at once.
        Next: synthesize_video_segments with the same arguments plus plan_hash.
        """,
        StoryboardSchema.Read(),
        PublishedSchema.Read("plan-answer"),
        new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false });

    public static Tool Synthesize() => Head(
        SynthesizeName,
        "Synthesize video segments",
        """
        Renders storyboard frames into MP4 segments and waits for them, up to wait_seconds (default and most 90; 0 answers at once). COSTS MONEY unless the provider is animatic (provider_override "animatic": a free local preview); call plan_video_segments first, pass its plan_hash, and set video_settings.max_cost_usd.
        Answers video_segments (address, seconds, size of each clip), failed_segments (why, whether billed, what to do) and what became of every frame. error provider_pending means that the clip is still being made: do not call this again for it, call get_video_segments with the request_id.
        Repeat a lost call only with the same request_key: it returns the same request and never pays twice. Ending the call ends the wait, not the jobs; cancel_video_segments stops those. Limits: 3 segments, 12 seconds a request.
        """,
        StoryboardSchema.Read(),
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = false, OpenWorldHint = true });

    public static Tool Get(JsonObject input) => Head(
        "get_video_segments",
        "Get video segments",
        $"""
        State and results of a request: delivered clips, and for every other segment why and what to do. Free; starts nothing new. Call it after synthesize_video_segments answered in_progress or after a lost connection. {RequestIdHint}
        wait_seconds (0 to 90, default 0) waits for segments that are still being made. Call again until status is finished.
        """,
        input,
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = true });

    public static Tool Cancel(JsonObject input) => Head(
        "cancel_video_segments",
        "Cancel video segments",
        $"""
        Cancels what is not finished of a request: segments never submitted will not be, queued ones are cancelled at the provider. What already runs may still finish and be billed; delivered clips stay. Cannot be undone. {RequestIdHint}
        Answers where every segment stands. Next: get_video_segments if status is in_progress.
        """,
        input,
        PublishedSchema.Read("synthesis-answer"),
        new() { ReadOnlyHint = false, DestructiveHint = true, IdempotentHint = true, OpenWorldHint = true });

    private static Tool Head(
        string name, string title, string description, JsonObject input, JsonObject output, ToolAnnotations annotations)
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
        };
    }

    private static JsonElement Element(JsonObject schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }
}
