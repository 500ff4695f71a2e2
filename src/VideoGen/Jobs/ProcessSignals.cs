using System.Collections.Concurrent;
using System.Threading.Channels;

namespace VideoGen.Jobs;

/// <summary>Signals within one process.</summary>
public sealed class ProcessSignals : IJobSignals
{
    private const int Kept = 256;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<JobSignal>, bool>> _listeners = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Publish(JobSignal signal)
    {
        if (_listeners.TryGetValue(signal.RequestId, out ConcurrentDictionary<Channel<JobSignal>, bool>? channels))
        {
            foreach (Channel<JobSignal> channel in channels.Keys)
            {
                channel.Writer.TryWrite(signal);
            }
        }
    }

    /// <inheritdoc/>
    public JobSubscription Subscribe(string requestId)
    {
        var channel = Channel.CreateBounded<JobSignal>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners.AddOrUpdate(
            requestId,
            _ => new() { [channel] = true },
            (_, channels) =>
            {
                channels[channel] = true;
                return channels;
            });
        return new JobSubscription(channel.Reader, () => Close(requestId, channel));
    }

    private void Close(string requestId, Channel<JobSignal> channel)
    {
        channel.Writer.TryComplete();
        if (_listeners.TryGetValue(requestId, out ConcurrentDictionary<Channel<JobSignal>, bool>? channels))
        {
            channels.TryRemove(channel, out _);
            if (channels.IsEmpty)
            {
                _listeners.TryRemove(new(requestId, channels));
            }
        }
    }
}
