using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Cli.Lint;
using VideoGen.Cli.Requests;
using VideoGen.Contract;
using VideoGen.Host.Locations;
using VideoGen.Lint;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen lint</c>: what will probably disappoint in a storyboard, however long it is. Spends nothing.</summary>
/// <param name="context">The call.</param>
/// <param name="request">File of the request, or <c>-</c>.</param>
/// <param name="provider">Provider instead of the request's; null for none.</param>
/// <param name="off">Rules that are switched off, as on the command line.</param>
/// <param name="sarif">True writes SARIF.</param>
internal sealed class LintVerb(VerbContext context, string request, string? provider, ImmutableArray<string> off, bool sarif)
{
    /// <summary>The ids of <c>--off</c>, each of which may hold several with commas between them.</summary>
    public static ImmutableArray<string> Ids(IEnumerable<string>? off) =>
        [.. (off ?? []).SelectMany(o => o.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Problems with the ids of <c>--off</c>.</summary>
    public static ImmutableArray<Problem> Check(ImmutableArray<string> off) =>
        [.. LintRules.Unknown(off).Select(id => new Problem(ProblemCodes.LintRuleUnknown, "", $"There is no rule '{id}'.", $"Use some of: {string.Join(", ", LintRules.All.Select(r => r.Id))}."))];

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, settings) =>
    {
        if (Check(off) is { IsEmpty: false } unknown)
        {
            return context.Refuse(unknown);
        }

        RequestLoading loading = await RequestLoading.LoadAsync(request, context.Environment, settings.MaxRequestBytes, context.Interrupted);
        if (loading is not RequestLoading.Loaded { Document: var document })
        {
            return context.Refuse([((RequestLoading.Failed)loading).Problem]);
        }

        SynthesisCall call = (document.With(provider) ?? document).Call with { LintOff = off };
        switch (await agent.Segments.LintAsync(call, context.Interrupted))
        {
            case Answer<LintAnswer>.Given { Value: var answer }:
                Write(document, answer);
                return answer.Findings.Any(f => f.Severity is LintSeverity.Warning) ? ExitCode.Findings : ExitCode.Done;
            case Answer<LintAnswer>.Refused { Refusal: var refusal } when sarif:
                context.WriteJson(new SarifLog(request, new JsonLocations(document.Json)).Of(refusal.Problems));
                return ExitCode.BadInput;
            case Answer<LintAnswer>.Refused { Refusal: var refusal }:
                return context.Refuse(refusal);
            default:
                throw new System.Diagnostics.UnreachableException("An answer is given or refused.");
        }
    });

    private void Write(RequestDocument document, LintAnswer answer)
    {
        if (sarif)
        {
            context.WriteJson(new SarifLog(request, new JsonLocations(document.Json)).Of(answer.Findings));
        }
        else if (context.Json)
        {
            context.WriteJson(JsonSerializer.SerializeToNode(answer, WireJson.Default.LintAnswer)!);
        }
        else
        {
            LintTable.Write(context.Output, answer);
        }
    }
}
