using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Records;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen records</c> without a collection: what PayloadCMS does not hold yet, as JSON.</summary>
internal sealed class BacklogVerb(VerbContext context, bool retry)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        if (retry && !await agent.RetryRecordsAsync(context.Interrupted))
        {
            return context.Refuse([new Problem(
                "payload_off", "", "There is no PayloadCMS to deliver records to.", "Set payload.url and its key, as docs/payload.md says.")]);
        }

        RecordBacklog backlog = await agent.ReadRecordBacklogAsync(context.Interrupted);
        context.WriteJson(JsonSerializer.SerializeToNode(backlog, RecordJson.Default.RecordBacklog)!);
        return !retry || backlog.Waiting == 0 ? ExitCode.Done : backlog.RefusedCount > 0 ? ExitCode.SomeFailed : ExitCode.SomePending;
    });
}
