using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>Says how to go on with what is unfinished. For people only: a program finds all of it in the answer.</summary>
internal static class HowToGoOn
{
    /// <summary>Writes it, where there is anything to say.</summary>
    public static void Write(VerbContext context, ImmutableArray<BatchRun> runs)
    {
        foreach (BatchRun run in runs)
        {
            if (run.Answer is Answer<SynthesisAnswer>.Given { Value: var answer })
            {
                Write(context, answer);
            }
        }

        if (runs is [_, _, ..] && runs.LastOrDefault(r => r.Answer is not null) is { Answer: Answer<SynthesisAnswer>.Refused { Refusal.Problems: [var first, ..] }, Batch.Number: var number })
        {
            string[] ran = [.. runs.Select(r => r.Answer is Answer<SynthesisAnswer>.Given { Value.RequestId: var id } ? $"{r.Batch.Number} ({id})" : null).OfType<string>()];
            context.Hints.Line($"Batch {number} was refused and ended the run ({first.Code}): {first.Message} {first.Remedy}");
            context.Hints.Line(ran.Length > 0 ? $"Ran before it: batch {string.Join(", ", ran)}. Sent again, only a request_key keeps what ran from being ordered once more." : "Nothing ran before it.");
        }

        int[] notBegun = [.. runs.Where(r => r.Answer is null).Select(r => r.Batch.Number)];
        if (notBegun.Length > 0)
        {
            context.Hints.Line($"Not begun: batch {string.Join(", ", notBegun)}. Nothing of it was submitted or billed.");
        }
    }

    /// <summary>Writes it for one answer, where there is anything to say.</summary>
    public static void Write(VerbContext context, SynthesisAnswer answer)
    {
        if (answer.Status is not RequestStatus.InProgress || (context.Json && !context.Environment.ErrorIsTerminal && !context.Interrupted.IsCancellationRequested))
        {
            return;
        }

        context.Hints.Gap();
        if (answer.FailedSegments.All(s => !s.IsPending))
        {
            context.Hints.Line("Every clip is made. A running server or MCP process moves it into the media store; without one:");
            context.Hints.Unwrapped($"  videogen status {answer.RequestId} --wait 90");
            return;
        }

        context.Hints.Line($"Request {answer.RequestId} is kept and can go on. Nothing was cancelled.");
        context.Hints.Unwrapped($"  wait for it:  videogen status {answer.RequestId} --wait 90");
        context.Hints.Unwrapped($"  stop it:      videogen cancel {answer.RequestId}");
    }
}
