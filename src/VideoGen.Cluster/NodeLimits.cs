using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VideoGen.Cluster;

/// <summary>
/// Tells the other nodes what callers used up of limits that hold over all nodes, and hears it from them: all that happened within a tenth of a second
/// in one message. A message that is lost lets somebody have a little more. Thread-safe.
/// </summary>
public sealed class NodeLimits : BackgroundService
{
    private const int MostKept = 10_000; // keys of strangers that nobody was told of yet
    private const int MostPerMessage = 1_000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly OrleansNodes _nodes;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ConcurrentBag<(string Limit, Action<string, int> Used)> _listening = [];
    private ConcurrentDictionary<(string Limit, string Key), int> _used = new();

    internal NodeLimits(OrleansNodes nodes, IServiceProvider services, TimeProvider time) => (_nodes, _services, _time) = (nodes, services, time);

    /// <summary>Somebody used a limit here.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="key">Who: the name of a caller, or an address.</param>
    public void Report(string limit, string key)
    {
        ConcurrentDictionary<(string Limit, string Key), int> used = _used;
        if (_nodes.Peers.IsEmpty || (used.Count >= MostKept && !used.ContainsKey((limit, key))))
        {
            return;
        }

        used.AddOrUpdate((limit, key), 1, (_, count) => count + 1);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Hears what is used of a limit at other nodes, for as long as this process lasts.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="used">Takes who used it, and how many times.</param>
    public void Listen(string limit, Action<string, int> used) => _listening.Add((limit, used));

    internal void Receive(IEnumerable<LimitUse> uses)
    {
        foreach (LimitUse use in uses.Where(u => u.Count > 0))
        {
            foreach ((_, Action<string, int> used) in _listening.Where(l => l.Limit == use.Limit))
            {
                used(use.Key, use.Count);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Peers peers = _services.GetRequiredService<Peers>();
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(stoppingToken);
                await Task.Delay(Gather, _time, stoppingToken);
                foreach (LimitUse[] part in Interlocked.Exchange(ref _used, new()).Select(u => new LimitUse { Limit = u.Key.Limit, Key = u.Key.Key, Count = u.Value }).Chunk(MostPerMessage))
                {
                    foreach (SiloAddress node in _nodes.Peers)
                    {
                        peers.Send(node, at => at.Used(part));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It stops.
        }
    }
}
