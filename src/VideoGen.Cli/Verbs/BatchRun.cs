using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>What became of one request of a run.</summary>
/// <param name="Batch">The request.</param>
/// <param name="Answer">Its answer; null when the run was interrupted, or another was refused, before it.</param>
internal sealed record BatchRun(PlannedBatch Batch, Answer<SynthesisAnswer>? Answer)
{
    /// <summary>The exit code of a run: what is refused after something was begun is no bad input any more.</summary>
    public static int CodeOf(ImmutableArray<BatchRun> runs)
    {
        bool isBegun = runs.Any(r => r.Answer is Answer<SynthesisAnswer>.Given);
        return runs.Aggregate(ExitCode.Done, (worst, run) => ExitCode.Worst(worst, run.Answer switch
        {
            Answer<SynthesisAnswer>.Given given => ExitCode.Of(given.Value),
            Answer<SynthesisAnswer>.Refused => isBegun ? ExitCode.SomeFailed : ExitCode.BadInput,
            _ => ExitCode.SomePending,
        }));
    }

    /// <summary>The result as a document: the answer itself for one request, <c>{"batches":[…]}</c> for a run of batches.</summary>
    public static JsonNode ToJson(ImmutableArray<BatchRun> runs, bool asBatches) =>
        !asBatches && runs is [{ Answer: Answer<SynthesisAnswer>.Given only }]
            ? CliJson.Of(only.Value)
            : new JsonObject { ["batches"] = new JsonArray([.. runs.Select(r => r.ToJson())]) };

    private JsonObject ToJson()
    {
        var document = new JsonObject
        {
            ["number"] = Batch.Number,
            ["frame_ids"] = new JsonArray([.. Batch.FrameIds.Select(id => (JsonNode)id)]),
        };
        switch (Answer)
        {
            case Answer<SynthesisAnswer>.Given given:
                document["answer"] = CliJson.Of(given.Value);
                break;
            case Answer<SynthesisAnswer>.Refused refused:
                document["refusal"] = CliJson.Of(refused.Refusal);
                break;
            default:
                document["not_begun"] = true;
                break;
        }

        return document;
    }
}
