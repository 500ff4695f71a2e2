using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen choose</c>: makes a take the one that stands for its place in the film.</summary>
internal sealed class ChooseVerb(VerbContext context, TakeCall call)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
        TakesVerb.Write(context, await agent.Segments.ChooseAsync(call, context.Interrupted)));
}
