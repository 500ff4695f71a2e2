using System.Text;
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

    /// <summary>Writes until everything has ended, the reader has gone, or the server ends.</summary>
    /// <param name="context">The call.</param>
    /// <param name="state">Where the request stands.</param>
    /// <param name="end">Ends the stream.</param>
    public async Task WriteAsync(HttpContext context, SynthesisAnswer state, CancellationToken end)
    {
        string? last = context.Request.Headers["Last-Event-ID"] is [var only] ? only : null;
        if (last == EventPosition.End && state.Status is RequestStatus.Finished)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent; // the word for "do not come back"
            return;
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var told = EventPosition.Read(last, state.VideoSegments.Length + state.FailedSegments.Length);
        await context.Response.Body.FlushAsync(end);
        try
        {
            SynthesisAnswer answer = state;
            do
            {
                answer = await FollowAsync(context.Response.Body, answer.RequestId, told, end);
            }
            while (answer.Status is not RequestStatus.Finished && !end.IsCancellationRequested);

            if (answer.Status is RequestStatus.Finished)
            {
                await SendAsync(context.Response.Body, "answer", EventPosition.End, JsonSerializer.Serialize(answer, WireJson.Default.SynthesisAnswer), end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader comes back with the id that it was told last.
        }
    }

    // One wait as any caller has it. While nothing happens, a line of comment keeps proxies from closing the connection.
    private async Task<SynthesisAnswer> FollowAsync(Stream body, string requestId, EventPosition told, CancellationToken end)
    {
        var reports = Channel.CreateUnbounded<SegmentProgress>(new() { SingleReader = true });
        Task<Answer<SynthesisAnswer>> wait = WaitAsync(requestId, reports.Writer, end);
        Task<bool> more = reports.Reader.WaitToReadAsync(end).AsTask();
        while (await NextAsync(body, more, end))
        {
            while (reports.Reader.TryRead(out SegmentProgress? report))
            {
                if (told.MoveTo(report))
                {
                    await SendAsync(body, "progress", told.ToString(), JsonSerializer.Serialize(RequestEvent.Of(report), EventJson.Default.RequestEvent), end);
                }
            }

            more = reports.Reader.WaitToReadAsync(end).AsTask();
        }

        return await wait is Answer<SynthesisAnswer>.Given given ? given.Value : throw new InvalidOperationException($"The request {requestId} is gone.");
    }

    private async Task<bool> NextAsync(Stream body, Task<bool> more, CancellationToken end)
    {
        while (true)
        {
            try
            {
                return await more.WaitAsync(Quiet, time, end);
            }
            catch (TimeoutException)
            {
                await body.WriteAsync(": still there\n\n"u8.ToArray(), end);
                await body.FlushAsync(end);
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

    private static async Task SendAsync(Stream body, string name, string id, string data, CancellationToken end)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\nid: {id}\ndata: {data}\n\n"), end);
        await body.FlushAsync(end);
    }

    private sealed class Relay(ChannelWriter<SegmentProgress> reports) : IProgress<SegmentProgress>
    {
        public void Report(SegmentProgress value) => reports.TryWrite(value);
    }
}
