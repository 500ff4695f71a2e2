using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>What became of one request of a run.</summary>
/// <param name="Batch">The request.</param>
/// <param name="Answer">Its answer; null when the run was interrupted before it.</param>
internal sealed record BatchRun(PlannedBatch Batch, Answer<SynthesisAnswer>? Answer)
{
    /// <summary>The exit code it asks for.</summary>
    public int ExitCode => Answer switch
    {
        Answer<SynthesisAnswer>.Given given => Cli.ExitCode.Of(given.Value),
        Answer<SynthesisAnswer>.Refused => Cli.ExitCode.BadInput,
        _ => Cli.ExitCode.SomePending,
    };

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
