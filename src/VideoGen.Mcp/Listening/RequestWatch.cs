using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Listening;

/// <summary>Follows a request, whichever process works on it. Costs a read of the ledger now and then, and no thread.</summary>
internal sealed class RequestWatch(IVideoSegments segments)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The request as it stands now, and again after every change, until it has ended. What happens faster than it is read is reported
    /// once. Nothing where there is no such request.
    /// </summary>
    public async IAsyncEnumerable<RequestNews> FollowAsync(string requestId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = new UpdateChannel();
        Task waiting = WaitAsync(requestId, updates, left.Token);
        try
        {
            await foreach (string? words in updates.Reader.ReadAllAsync(cancellationToken))
            {
                if (await segments.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken) is not Answer<SynthesisAnswer>.Given { Value: { } state })
                {
                    yield break;
                }

                bool ended = state.Status is RequestStatus.Finished;
                yield return new RequestNews(state, ended ? null : words);
                if (ended)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await left.CancelAsync();
            await waiting;
        }
    }

    private async Task WaitAsync(string requestId, UpdateChannel updates, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested
                && await segments.GetAsync(requestId, LongestWait, updates, cancellationToken) is Answer<SynthesisAnswer>.Given { Value.Status: RequestStatus.InProgress })
            {
                // It goes on.
            }

            updates.End(null);
        }
        catch (OperationCanceledException)
        {
            updates.End(null);
        }
        catch (Exception failure)
        {
            updates.End(failure); // whoever reads gets it
        }
    }

    /// <summary>Keeps the latest news until it is read; the first word about a segment is how it stands, and no news.</summary>
    private sealed class UpdateChannel : IProgress<SegmentProgress>
    {
        private readonly Channel<string?> _news = Channel.CreateBounded<string?>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

        public UpdateChannel() => _news.Writer.TryWrite(null);

        public ChannelReader<string?> Reader => _news.Reader;

        public void Report(SegmentProgress value)
        {
            string? before;
            lock (_known)
            {
                _known.TryGetValue(value.SegmentId, out before);
                _known[value.SegmentId] = value.Message;
            }

            if (before is not null && before != value.Message)
            {
                _news.Writer.TryWrite(value.Message);
            }
        }

        public void End(Exception? failure)
        {
            _news.Writer.TryWrite(null);
            _news.Writer.TryComplete(failure);
        }
    }
}
