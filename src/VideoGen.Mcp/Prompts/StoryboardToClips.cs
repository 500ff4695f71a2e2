using System.Collections.Immutable;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Prompts;

/// <summary>Walks a person and their model from a storyboard to an approved plan to clips.</summary>
internal sealed class StoryboardToClips : McpServerPrompt
{
    private static readonly ImmutableArray<PromptArgument> Arguments =
    [
        new()
        {
            Name = "storyboard",
            Title = "Storyboard",
            Description = "The frames as JSON (generated_frames and storyboard_frames), or where to find them. Left out: ask for it.",
            Required = false,
        },
        new()
        {
            Name = "budget_usd",
            Title = "Budget in US dollars",
            Description = "Most that may be spent. Left out: a free animatic preview only, until the person names one.",
            Required = false,
        },
    ];

    /// <inheritdoc/>
    public override Prompt ProtocolPrompt { get; } = new()
    {
        Name = "storyboard_to_clips",
        Title = "Storyboard to clips",
        Description = "From storyboard frames to an approved plan to rendered video segments, with a free preview first.",
        Arguments = [.. Arguments],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override ValueTask<GetPromptResult> GetAsync(
        RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken = default)
    {
        string? storyboard = Argument(request.Params, "storyboard");
        string? budget = Argument(request.Params, "budget_usd");
        return new(new GetPromptResult
        {
            Description = ProtocolPrompt.Description,
            Messages = [new() { Role = Role.User, Content = new TextContentBlock { Text = Text(storyboard, budget) } }],
        });
    }

    private static string Text(string? storyboard, string? budget) =>
        $"""
        Turn my storyboard into video segments with the VideoGen tools. Go step by step and wait for my word where it says so.

        1. {(storyboard is null
            ? "Ask me for the storyboard: one still per frame (frame_id and image_url) and what each frame shows (description, camera_notes, duration_seconds)."
            : "The storyboard is at the end of this message.")}
        2. Call plan_video_segments. If it is refused, repair what you can without changing my words, and ask me for the rest. Show me a table: segment, frames, seconds, model, price; then the total price and every warning and decision that is not obvious.
        3. Offer a free preview: synthesize_video_segments with video_settings.provider_override "animatic". Give me the addresses of the clips.
        4. {(budget is null
            ? "Nothing may be spent until I name a budget."
            : $"My budget is {budget} US dollars: plan with video_settings.max_cost_usd set to it.")} Wait for my approval of the plan and its price.
        5. Call synthesize_video_segments with plan_hash and request_key of the approved plan, and nothing else. Should the call be lost (a timeout is no failure), repeat it with the same request_key, or call get_video_segments without request_id to find it.
        6. While the status is in_progress, call get_video_segments with wait_seconds 45. Never synthesize a pending segment again.
        7. Report: the address and the seconds of every clip in order, what failed and why, what was billed.
        {(storyboard is null ? "" : $"\nStoryboard:\n{storyboard}")}
        """.ReplaceLineEndings("\n").TrimEnd();

    private static string? Argument(GetPromptRequestParams asked, string name)
    {
        if (asked.Arguments is null || !asked.Arguments.TryGetValue(name, out JsonElement value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.String
            ? value.GetString() is { Length: > 0 } text ? text : null
            : throw new McpProtocolException($"The prompt argument '{name}' must be a text.", McpErrorCode.InvalidParams);
    }
}
