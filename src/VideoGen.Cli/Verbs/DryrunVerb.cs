using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.Dryrun;
using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Doctor;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>
/// <c>videogen dryrun</c>: renders the sample storyboard on the configured provider and proves that the clips join without re-encoding,
/// as the editor will join them. For a scheduler to call.
/// </summary>
internal sealed class DryrunVerb(VerbContext context, string? provider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, settings) =>
    {
        string sample = Path.Combine(AppContext.BaseDirectory, "sample", "request.json");
        RequestLoading loading = await RequestLoading.LoadAsync(sample, context.Environment, settings.MaxRequestBytes, context.Interrupted);
        if (loading is not RequestLoading.Loaded { Document: var document })
        {
            return context.Refuse(
                [new Problem("sample_missing", "", $"The sample storyboard is not where it belongs: {sample}.", "Install the program again, with all of its files.")], ExitCode.Broken);
        }

        using IRunProgress progress = context.Progress();
        var run = new RequestRun(agent.Segments, progress, context.Environment.Time, context.Interrupted);
        Answer<SynthesisAnswer> answer = await run.StartAsync(document.With(provider, null)!.InProject("dryrun").Call, Patience);
        if (answer is not Answer<SynthesisAnswer>.Given { Value: var given })
        {
            return context.Refuse(((Answer<SynthesisAnswer>.Refused)answer).Refusal, isOrder: true);
        }

        context.Kept.Add(given.RequestId);
        ImmutableArray<Finding> findings = await ClipCheck.RunAsync(agent, given, settings.Ffmpeg, context.Interrupted);
        return Write(given, findings);
    });

    private int Write(SynthesisAnswer answer, ImmutableArray<Finding> findings)
    {
        bool broken = findings.Any(f => f.State is FindingState.Broken);
        if (context.Json)
        {
            context.WriteJson(new JsonObject
            {
                ["passed"] = !broken && answer.FailedSegments.IsEmpty,
                ["findings"] = new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject
                {
                    ["subject"] = f.Subject,
                    ["state"] = Words.Of(f.State),
                    ["message"] = f.Message,
                })]),
                ["answer"] = CliJson.Of(answer),
            });
        }
        else
        {
            ResultTable.Write(context.Output, answer, ImmutableDictionary<string, string>.Empty);
            context.Output.Gap();
            FindingsTable.Write(context.Output, findings);
        }

        return ExitCode.Worst(ExitCode.Of(answer), broken ? ExitCode.SomeFailed : ExitCode.Done);
    }
}
