using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// Keeps planned requests, and puts the kept request into a call that brings nothing but its <c>plan_hash</c>. From there on an approval is an order
/// like any other: it is planned anew and refused where the plan has changed since.
/// </summary>
internal sealed class PlanApprovals(AgentServices services)
{
    private const int KeyDigits = 32;
    private const string PlanHash = "plan_hash";
    private const string RequestKey = "request_key";
    private static readonly ImmutableArray<string> OfTheCall = [RequestKey, "another_take", "compare", "wait_seconds"];
    private static readonly ImmutableArray<string> Planned = ["video_settings", "project_context"];

    /// <summary>The plan with its key, after the request was kept.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="storyboard">What it was made of.</param>
    /// <param name="call">The call that planned it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<PlanAnswer> KeepAsync(PlanAnswer plan, Storyboard storyboard, SynthesisCall call, CancellationToken cancellationToken)
    {
        string key = KeyOf(plan.PlanHash, storyboard);
        plan = plan with { RequestKey = key };
        try
        {
            await services.Plans.KeepAsync(
                new KeptPlan { Caller = call.Caller, PlanHash = plan.PlanHash, RequestKey = key, Request = call.Json, LocalFolder = call.LocalFolder, PlannedAt = services.Time.GetUtcNow() },
                cancellationToken);
            return await services.Ledger.FindRequestByKeyAsync(Caller.KeyOf(call.Caller, key), cancellationToken) is { Request.Id: var ordered }
                ? plan with { OrderedAs = ordered, Warnings = [.. plan.Warnings, OrderedBefore(ordered)] }
                : plan;
        }
        catch (LedgerException broken)
        {
            return plan with { Warnings = [.. plan.Warnings, NotKept(broken.Problem)] };
        }
    }

    /// <summary>What a call orders.</summary>
    public async ValueTask<Approval> ReadAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        if (Read(call) is not { } approval)
        {
            return new Approval.Order(call);
        }

        if (Planned.FirstOrDefault(approval.ContainsKey) is { } member)
        {
            return Refuse(ProblemCodes.PlanChanged, $"/{member}", $"An approved plan is ordered as it was planned: it takes no {member}.", "Leave it out, or plan the request with it and approve that plan.");
        }

        string hash = approval[PlanHash]!.GetValue<string>();
        string? key = Text(approval[RequestKey]);
        ImmutableArray<KeptPlan> kept = await services.Plans.FindAsync(call.Caller, hash, services.Time.GetUtcNow(), cancellationToken);
        return kept.Where(p => p.RequestKey == key || kept.Length == 1).FirstOrDefault() is { } plan
            ? new Approval.Order(call with { Json = Join(plan, approval), LocalFolder = plan.LocalFolder })
            : kept.Length > 1 ? Ambiguous(kept)
            : await OrderedAsync(call.Caller, key, hash, cancellationToken);
    }

    private async ValueTask<Approval> OrderedAsync(string? caller, string? key, string hash, CancellationToken cancellationToken) =>
        key is not null && await services.Ledger.FindRequestByKeyAsync(Caller.KeyOf(caller, key), cancellationToken) is { Request: { } earlier } && earlier.PlanHash == hash
            ? new Approval.Ordered(earlier.Id)
            : Refuse(
                ProblemCodes.PlanUnknown, $"/{PlanHash}", "No request of yours was planned with this hash within a day.",
                "Plan it (again), approve that plan, and send its plan_hash; or send the whole request with the hash.");

    private static Approval.Refused Ambiguous(ImmutableArray<KeptPlan> kept) => Refuse(
        ProblemCodes.PlanAmbiguous, $"/{RequestKey}", $"{kept.Length} planned requests have this hash: they differ in their project, episode or limits.",
        $"Send the request_key of the one that is meant: {string.Join(", ", kept.Select(p => p.RequestKey))}.");

    // The request as it was planned with what belongs to this call: the same as if all of it had been sent again.
    private static ReadOnlyMemory<byte> Join(KeptPlan plan, JsonObject approval)
    {
        JsonObject request = SmallRequest.Root(plan.Request)!;
        foreach (string member in OfTheCall)
        {
            request.Remove(member);
        }

        request[RequestKey] = plan.RequestKey;
        foreach ((string member, JsonNode? value) in approval)
        {
            request[member] = value?.DeepClone();
        }

        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    private static JsonObject? Read(SynthesisCall call) =>
        SmallRequest.Read(call.Json) is { } request && !request.ContainsKey("again") && Text(request[PlanHash]) is { Length: > 0 } ? request : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string KeyOf(string planHash, Storyboard storyboard) =>
        $"plan_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{planHash}\n{storyboard.InputHash}\n{storyboard.Round}")))[..KeyDigits]}";

    private static Warning OrderedBefore(string requestId) => new(
        WarningCodes.PlanOrdered, "",
        $"This plan was ordered before as request {requestId}, which its request_key finds. To render it once more, order it with a request_key of your own and another_take true.");

    private static Warning NotKept(Problem problem) => new(
        WarningCodes.PlanNotKept, "", $"The plan could not be kept, so its hash alone cannot order it: send the whole request with the hash. {problem.Message}");

    private static Approval.Refused Refuse(string code, string pointer, string message, string remedy) =>
        new(new Refusal { Problems = [new(code, pointer, message, remedy)] });
}
