using VideoGen.Cli.Terminal;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen redeliver</c>: finishes the delivery of a clip that was paid for.</summary>
internal sealed class RedeliverVerb(VerbContext context, string jobId)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        using IRunProgress progress = context.Progress();
        return AnswerWriter.Write(context, await agent.RedeliverAsync(jobId, progress, context.Interrupted));
    });
}
