using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>
/// <c>videogen cancel</c>: stops what is not finished. Exits with 0 when nothing can change any more, 4 while something still runs at
/// the provider.
/// </summary>
internal sealed class CancelVerb(VerbContext context, string requestId)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        Answer<SynthesisAnswer> answer = await agent.Segments.CancelAsync(requestId, context.Interrupted);
        int code = AnswerWriter.Write(context, answer);
        return answer is Answer<SynthesisAnswer>.Given { Value: var given } && given.FailedSegments.All(IsAsWished) ? ExitCode.Done : code;
    });

    private static bool IsAsWished(FailedSegment segment) => segment.Error is FailureError.Cancelled or FailureError.NotAttempted;
}
