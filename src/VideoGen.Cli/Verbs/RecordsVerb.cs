using VideoGen.Contract;
using VideoGen.Records;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen records</c>: documents of the five collections, as JSON.</summary>
internal sealed class RecordsVerb(VerbContext context, string collection, int limit, string? id)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        if (RecordCollections.Names.FirstOrDefault(n => n.Equals(collection, StringComparison.OrdinalIgnoreCase)) is not { } name)
        {
            return context.Refuse([new Problem(
                "collection_unknown", "", $"There is no collection '{collection}'.", $"Use one of: {string.Join(", ", RecordCollections.Names)}.")]);
        }

        context.WriteJson(await agent.ReadRecordsAsync(name, limit, id, context.Interrupted));
        return ExitCode.Done;
    });
}
