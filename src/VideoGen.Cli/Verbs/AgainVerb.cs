using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen again</c>: plans further takes of one segment and shows their price. Spends nothing.</summary>
/// <param name="context">The call.</param>
/// <param name="order">What is wanted.</param>
internal sealed class AgainVerb(VerbContext context, AgainOrder order)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        JsonNode request = System.Text.Json.JsonSerializer.SerializeToNode(order, WireJson.Default.AgainOrder)!;
        var call = new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString()));
        return await agent.Segments.PlanAsync(call, context.Interrupted) switch
        {
            Answer<PlanAnswer>.Given { Value: var plan } => PlanVerb.Show(context, plan),
            Answer<PlanAnswer>.Refused { Refusal: var refusal } => context.Refuse(refusal),
            _ => throw new System.Diagnostics.UnreachableException("A plan is given or refused."),
        };
    });
}
