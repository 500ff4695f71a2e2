using System.Collections.Immutable;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>Writes one answer and says which exit code it asks for.</summary>
internal static class AnswerWriter
{
    /// <summary>Writes it.</summary>
    public static int Write(VerbContext context, Answer<SynthesisAnswer> answer)
    {
        if (answer is not Answer<SynthesisAnswer>.Given { Value: var given })
        {
            return context.Refuse(((Answer<SynthesisAnswer>.Refused)answer).Refusal);
        }

        context.Kept.Add(given.RequestId);
        if (context.Json)
        {
            context.WriteJson(CliJson.Of(given));
        }
        else
        {
            ResultTable.Write(context.Output, given, ImmutableDictionary<string, string>.Empty);
        }

        HowToGoOn.Write(context, given);
        return ExitCode.Of(given);
    }
}
