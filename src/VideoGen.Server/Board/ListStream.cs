using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VideoGen.Host.Composition;
using VideoGen.Server.Access;

namespace VideoGen.Server.Board;

/// <summary>
/// The stream of the page of a list, as server-sent events: <c>list</c> with the revision of the rows each time that they are others. The revision is
/// the id to go on from too, so that any node can. After five minutes comes <c>again</c>, and the stream is over without anything being wrong: its reader
/// asks anew. It looks again when this process wrote about a job, and now and then for what other nodes wrote.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="time">Clock.</param>
/// <param name="ending">Fires when the server is about to end.</param>
internal sealed class ListStream(AgentHost agent, TimeProvider time, CancellationToken ending)
{
    private const string Changed = "list";
    private const string Again = "again";
    private const int QuietLooks = 3;

    // However much happens, a list is read so often.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OtherNodes = TimeSpan.FromSeconds(5);

    // Then the browser asks anew, and somebody whose scopes were changed is another caller.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The events until the reader has gone, its token is revoked, or the server ends.</summary>
    /// <param name="context">The call.</param>
    /// <param name="revision">Reads the list as the caller may see it, and answers its revision.</param>
    public IResult Of(HttpContext context, Func<CancellationToken, ValueTask<string>> revision)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(context, revision));
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(HttpContext context, Func<CancellationToken, ValueTask<string>> revision, [EnumeratorCancellation] CancellationToken hungUp = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, hungUp, ending);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Note(object? sender, EventArgs e) => changes.Writer.TryWrite(true);
        CallerIdentity identity = CallerIdentity.Of(context.User)!;
        string? told = context.Request.Headers["Last-Event-ID"] is [var only] ? only : null;
        DateTimeOffset until = time.GetUtcNow() + Longest;
        await context.Response.Body.FlushAsync(context.RequestAborted); // the reader learns at once that it is being served
        agent.JobsChanged += Note;
        try
        {
            for (int quiet = 0; !end.IsCancellationRequested && time.GetUtcNow() < until && await identity.Holds(); quiet++)
            {
                string now = await revision(context.RequestAborted);
                if (now != told)
                {
                    yield return new SseItem<string>(now, Changed) { EventId = told = now };
                    quiet = 0;
                }
                else if (quiet >= QuietLooks)
                {
                    await context.Response.Body.WriteAsync(": still there\n\n"u8.ToArray(), context.RequestAborted); // or proxies close the connection
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    quiet = 0;
                }

                await WaitAsync(changes.Reader, end.Token);
            }

            if (!end.IsCancellationRequested && time.GetUtcNow() >= until && told is not null)
            {
                yield return new SseItem<string>(told, Again);
            }
        }
        finally
        {
            agent.JobsChanged -= Note;
        }
    }

    private async Task WaitAsync(ChannelReader<bool> changes, CancellationToken end)
    {
        try
        {
            await Task.Delay(Pause, time, end);
            using var quiet = new CancellationTokenSource(OtherNodes - Pause, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(end, quiet.Token);
            await changes.ReadAsync(either.Token); // ends with its token: one that were left behind would take the next change for itself
        }
        catch (OperationCanceledException)
        {
            // time to look again, or to end
        }
    }
}
