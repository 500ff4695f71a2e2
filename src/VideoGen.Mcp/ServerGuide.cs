namespace VideoGen.Mcp;

/// <summary>What a client's model reads about the server as a whole.</summary>
internal static class ServerGuide
{
    /// <summary>Which tool first, and what never to do.</summary>
    public const string Instructions =
        """
        VideoGen turns storyboard frames (one still image each) into short motion segments (MP4, 2 to 4 seconds wanted, at most 3 segments and 12 seconds a request).

        1. Call plan_video_segments first. It is free and shows segments, prompts, price, warnings and plan_hash; if the frames do not fit one request it says how to cut them.
        2. Show the price to the user when it is not zero. Then call synthesize_video_segments with nothing but the plan's plan_hash and request_key (or with the whole request and these), so that exactly the approved plan is rendered: repeating a call with its request_key never renders or pays twice.
        3. A segment with error provider_pending is still being made and may be paid already. Do not synthesize it again: call get_video_segments with the request_id and wait_seconds 45 until status is finished.
        4. A call that timed out is not lost: get_video_segments without arguments lists your newest requests. The same order again joins the one that is still being made, unless another_take is true.
        5. cancel_video_segments stops what is not finished. Ending a call early stops only the wait.

        provider_override "animatic" renders a free local preview; "fal-ai" costs money. The resource videogen://models lists models, lengths and prices.
        """;
}
