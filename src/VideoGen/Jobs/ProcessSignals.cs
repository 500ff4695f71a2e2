using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace VideoGen.Jobs;

/// <summary>Signals within one process.</summary>
public sealed class ProcessSignals : IJobSignals
{
    private const int Kept = 256;

    private readonly ConcurrentDictionary<string, ImmutableArray<Channel<JobSignal>>> _listeners = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Publish(JobSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (_listeners.TryGetValue(signal.RequestId, out ImmutableArray<Channel<JobSignal>> channels))
        {
            foreach (Channel<JobSignal> channel in channels)
            {
                channel.Writer.TryWrite(signal);
            }
        }
    }

    /// <inheritdoc/>
    public JobSubscription Subscribe(string requestId)
    {
        var channel = Channel.CreateBounded<JobSignal>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners.AddOrUpdate(requestId, _ => [channel], (_, channels) => channels.Add(channel));
        return new JobSubscription(channel.Reader, () => Close(requestId, channel));
    }

    private void Close(string requestId, Channel<JobSignal> channel)
    {
        channel.Writer.TryComplete();
        while (_listeners.TryGetValue(requestId, out ImmutableArray<Channel<JobSignal>> channels))
        {
            ImmutableArray<Channel<JobSignal>> rest = channels.Remove(channel);
            if (rest.IsEmpty ? _listeners.TryRemove(new(requestId, channels)) : _listeners.TryUpdate(requestId, rest, channels))
            {
                return;
            }
        }
    }
}
