using System.Text.Json.Nodes;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen takes</c>: the takes of a request's segments, and which of them are chosen.</summary>
internal sealed class TakesVerb(VerbContext context, string requestId)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
        Write(context, await agent.Segments.GetAsync(requestId, TimeSpan.Zero, null, context.Interrupted)));

    /// <summary>Writes the takes of an answer.</summary>
    public static int Write(VerbContext context, Answer<SynthesisAnswer> answer)
    {
        if (answer is not Answer<SynthesisAnswer>.Given { Value: var given })
        {
            return context.Refuse(((Answer<SynthesisAnswer>.Refused)answer).Refusal);
        }

        if (context.Json)
        {
            context.WriteJson(new JsonObject { ["request_id"] = given.RequestId, ["segments"] = new JsonArray([.. given.VideoSegments.Select(s => (JsonNode)Row(s, given.RequestId))]) });
        }
        else
        {
            TakesTable.Write(context.Output, given);
        }

        return ExitCode.Done;
    }

    private static JsonObject Row(VideoSegment segment, string requestId) => new()
    {
        ["segment_id"] = segment.SegmentId,
        ["scene_number"] = segment.SceneNumber,
        ["shot_order"] = segment.ShotOrder,
        ["takes"] = new JsonArray([.. TakesTable.Rows(segment, requestId).Select(t => (JsonNode)new JsonObject
        {
            ["take"] = t.Take,
            ["chosen"] = t.Chosen,
            ["chosen_by"] = t.ChosenBy,
            ["chosen_at"] = t.ChosenAt,
            ["request_id"] = t.RequestId,
            ["segment_id"] = t.SegmentId,
            ["job_id"] = t.JobId,
            ["provider"] = t.Provider,
            ["model"] = t.Model,
            ["cost_usd"] = t.CostUsd,
            ["video_url"] = t.VideoUrl,
        })]),
    };
}
