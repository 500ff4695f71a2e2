using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>
/// <c>GET /v1/requests/{id}/events</c>: what happens to a request, as server-sent events. <c>progress</c> for every change of a segment, each
/// with the id to go on from (<c>Last-Event-ID</c>), and <c>answer</c> with the whole answer when everything has ended; then the stream ends.
/// </summary>
internal sealed class EventStream(IVideoSegments segments, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>The events until everything has ended, the reader has gone, or the server ends.</summary>
    /// <param name="context">The call.</param>
    /// <param name="state">The state of the request.</param>
    /// <param name="ending">Fires when the server is about to end.</param>
    public IResult Of(HttpContext context, SynthesisAnswer state, CancellationToken ending)
    {
        string? last = context.Request.Headers["Last-Event-ID"] is [var only] ? only : null;
        if (last == EventPosition.End && state.Status is RequestStatus.Finished)
        {
            return TypedResults.NoContent(); // the word for "do not come back"
        }

        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(context, state, EventPosition.Read(last, state.VideoSegments.Length + state.FailedSegments.Length), ending));
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(
        HttpContext context, SynthesisAnswer answer, EventPosition position, CancellationToken ending, [EnumeratorCancellation] CancellationToken hungUp = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, hungUp, ending);
        await context.Response.Body.FlushAsync(context.RequestAborted); // the reader learns at once that it is being served
        do
        {
            // One wait as any caller has it.
            var reports = Channel.CreateUnbounded<SegmentProgress>(new() { SingleReader = true });
            Task<Answer<SynthesisAnswer>> wait = WaitAsync(answer.RequestId, reports.Writer, end.Token);
            while (await NextAsync(context.Response.Body, reports.Reader, context.RequestAborted))
            {
                while (reports.Reader.TryRead(out SegmentProgress? report))
                {
                    if (position.MoveTo(report))
                    {
                        yield return new SseItem<string>(JsonSerializer.Serialize(RequestEvent.Of(report), EventJson.Default.RequestEvent), "progress") { EventId = position.ToString() };
                    }
                }
            }

            if (end.IsCancellationRequested)
            {
                yield break; // the reader comes back with the id of the last event that it has
            }

            answer = await wait is Answer<SynthesisAnswer>.Given given ? given.Value : throw new InvalidOperationException($"The request {answer.RequestId} is gone.");
        }
        while (answer.Status is not RequestStatus.Finished && !end.IsCancellationRequested);

        if (answer.Status is RequestStatus.Finished)
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(answer, WireJson.Default.SynthesisAnswer), "answer") { EventId = EventPosition.End };
        }
    }

    // While nothing happens, a line of comment keeps proxies from closing the connection: no event, so the formatter of events knows none.
    private async Task<bool> NextAsync(Stream body, ChannelReader<SegmentProgress> reports, CancellationToken hungUp)
    {
        Task<bool> more = reports.WaitToReadAsync(CancellationToken.None).AsTask(); // completed by the end of the wait, whatever ends it
        while (true)
        {
            try
            {
                return await more.WaitAsync(Quiet, time, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                await body.WriteAsync(": still there\n\n"u8.ToArray(), hungUp);
                await body.FlushAsync(hungUp);
            }
        }
    }

    private async Task<Answer<SynthesisAnswer>> WaitAsync(string requestId, ChannelWriter<SegmentProgress> reports, CancellationToken end)
    {
        try
        {
            return await segments.GetAsync(requestId, Longest, new Relay(reports), end);
        }
        finally
        {
            reports.TryComplete();
        }
    }

    private sealed class Relay(ChannelWriter<SegmentProgress> reports) : IProgress<SegmentProgress>
    {
        public void Report(SegmentProgress value) => reports.TryWrite(value);
    }
}
