using System.Collections.Immutable;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>The five tools, in the order in which they are used.</summary>
internal static class VideoTools
{
    private const string ReadAgain = "Nothing was changed; try again later.";
    private const int Listed = 20;

    public static IEnumerable<McpServerTool> Over(IVideoSegments agent, McpHost host)
    {
        var waits = new CallWaits(host.ServesOneClient, host.Time);
        yield return new VideoTool<PlanAnswer>(ToolHeads.Plan(), waits, host)
        {
            Run = (call, end) => agent.PlanAsync(Storyboard(call, host), end),
            Reply = plan => ToolReply.Given(plan, WireJson.Default.PlanAnswer, PlanText.Of(plan), []),
            AfterFailure = "Nothing was written or spent; try again later.",
        };
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Synthesize(), waits, host)
        {
            Run = (call, end) => agent.SynthesizeAsync(Storyboard(call, host), call.Progress, end),
            Reply = ToolReply.Given,
            AfterFailure =
                "Segments may have been submitted. Call get_video_segments without request_id before you order again.",
        };
        var query = new ClosedArguments<RequestQuery>("get-arguments", () => ToolJson.Default.RequestQuery);
        yield return new VideoTool<FoundSegments>(ToolHeads.Get(query.Schema), waits, host)
        {
            Run = (call, end) => query.TryRead(call.Arguments, out RequestQuery? asked, out ImmutableArray<Warning> warnings, out Refusal? refusal)
                ? FindAsync(agent, asked!, warnings, call, end)
                : new(new Answer<FoundSegments>.Refused(refusal!)),
            Reply = found => found switch
            {
                FoundSegments.One one => ToolReply.Given(one.Answer),
                FoundSegments.Newest newest => ToolReply.Given(newest.List, WireJson.Default.RequestList, RequestListText.Of(newest.List), AnswerLinks.Of(newest.List)),
                _ => throw new System.Diagnostics.UnreachableException("One request is found, or a list."),
            },
            AfterFailure = ReadAgain,
        };
        var take = new ClosedArguments<TakeRef>("choose-arguments", () => ToolJson.Default.TakeRef);
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Choose(take.Schema), waits, host)
        {
            Run = (call, end) => take.TryRead(call.Arguments, out TakeRef? asked, out ImmutableArray<Warning> warnings, out Refusal? refusal)
                ? WarnedAsync(agent.ChooseAsync(new TakeCall(asked!.RequestId, asked.SegmentId) { Take = asked.Take }, end), warnings)
                : new(new Answer<SynthesisAnswer>.Refused(refusal!)),
            Reply = ToolReply.Given,
            AfterFailure = "Call get_video_segments to see which take is chosen, then try again.",
        };
        var reference = new ClosedArguments<RequestRef>("cancel-arguments", () => ToolJson.Default.RequestRef);
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Cancel(reference.Schema), waits, host)
        {
            Run = (call, end) => reference.TryRead(call.Arguments, out RequestRef? asked, out ImmutableArray<Warning> warnings, out Refusal? refusal)
                ? WarnedAsync(agent.CancelAsync(asked!.RequestId, end), warnings)
                : new(new Answer<SynthesisAnswer>.Refused(refusal!)),
            Reply = ToolReply.Given,
            AfterFailure = "Call get_video_segments to see where the request stands, then try again.",
        };
    }

    private static SynthesisCall Storyboard(ToolCall call, McpHost host) =>
        new(call.Arguments) { LocalFolder = host.LocalFolder, TraceParent = call.Trace.Parent, TraceState = call.Trace.State, Wait = call.Wait, DefaultWait = call.DefaultWait };

    private static async ValueTask<Answer<FoundSegments>> FindAsync(
        IVideoSegments agent, RequestQuery asked, ImmutableArray<Warning> warnings, ToolCall call, CancellationToken cancellationToken) =>
        asked.RequestId is { } id
            ? await WarnedAsync(agent.GetAsync(id, TimeSpan.FromSeconds(asked.WaitSeconds ?? 0), call.Progress, cancellationToken), warnings) switch
            {
                Answer<SynthesisAnswer>.Given given => new Answer<FoundSegments>.Given(new FoundSegments.One(given.Value)),
                Answer<SynthesisAnswer>.Refused refused => new Answer<FoundSegments>.Refused(refused.Refusal),
                _ => throw new System.Diagnostics.UnreachableException("A request is found or not."),
            }
            : await agent.ListAsync(null, Listed, cancellationToken) switch
            {
                Answer<RequestList>.Given given => new Answer<FoundSegments>.Given(new FoundSegments.Newest(given.Value)),
                Answer<RequestList>.Refused refused => new Answer<FoundSegments>.Refused(refused.Refusal),
                _ => throw new System.Diagnostics.UnreachableException("Requests are listed or not."),
            };

    // What the caller should know of its arguments stands with what it should know of the request.
    private static async ValueTask<Answer<SynthesisAnswer>> WarnedAsync(ValueTask<Answer<SynthesisAnswer>> asked, ImmutableArray<Warning> warnings) =>
        await asked switch
        {
            Answer<SynthesisAnswer>.Given { Value: var given } => new Answer<SynthesisAnswer>.Given(given with { Warnings = [.. warnings, .. given.Warnings] }),
            var refused => refused,
        };
}
