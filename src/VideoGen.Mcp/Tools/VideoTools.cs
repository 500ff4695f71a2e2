using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>The four tools, in the order in which they are used.</summary>
internal static class VideoTools
{
    private const string ReadAgain = "Nothing was changed; try again later.";

    public static IEnumerable<McpServerTool> Over(IVideoSegments agent, McpHost host)
    {
        yield return new VideoTool<PlanAnswer>(ToolHeads.Plan(), () => WireJson.Default.PlanAnswer, host)
        {
            Run = (call, end) => agent.PlanAsync(Storyboard(call, host), end),
            Describe = PlanText.Of,
            AfterFailure = "Nothing was written or spent; try again later.",
        };
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Synthesize(), () => WireJson.Default.SynthesisAnswer, host)
        {
            Run = (call, end) => agent.SynthesizeAsync(Storyboard(call, host), call.Progress, end),
            Describe = AnswerText.Of,
            Link = AnswerLinks.Of,
            AfterFailure =
                "Segments may have been submitted. Repeat the call only if it had a request_key, with the same one: that never pays twice.",
        };
        var query = new ClosedArguments<RequestQuery>("get-arguments", () => ToolJson.Default.RequestQuery);
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Get(query.Schema), () => WireJson.Default.SynthesisAnswer, host)
        {
            Run = (call, end) => query.TryRead(call.Arguments, out RequestQuery? asked, out Refusal? refusal)
                ? agent.GetAsync(asked!.RequestId, TimeSpan.FromSeconds(asked.WaitSeconds ?? 0), call.Progress, end)
                : new(new Answer<SynthesisAnswer>.Refused(refusal!)),
            Describe = AnswerText.Of,
            Link = AnswerLinks.Of,
            AfterFailure = ReadAgain,
        };
        var reference = new ClosedArguments<RequestRef>("cancel-arguments", () => ToolJson.Default.RequestRef);
        yield return new VideoTool<SynthesisAnswer>(ToolHeads.Cancel(reference.Schema), () => WireJson.Default.SynthesisAnswer, host)
        {
            Run = (call, end) => reference.TryRead(call.Arguments, out RequestRef? asked, out Refusal? refusal)
                ? agent.CancelAsync(asked!.RequestId, end)
                : new(new Answer<SynthesisAnswer>.Refused(refusal!)),
            Describe = AnswerText.Of,
            Link = AnswerLinks.Of,
            AfterFailure = "Call get_video_segments to see where the request stands, then try again.",
        };
    }

    private static SynthesisCall Storyboard(ToolCall call, McpHost host) =>
        new(call.Arguments) { LocalFolder = host.LocalFolder, TraceParent = call.TraceParent, Wait = call.Wait };
}
