using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cluster;

/// <summary>
/// Signals within this node and to every other that lives: many in one message while they come fast. A look that learned nothing is sent to nobody
/// else. A message that is lost costs those who wait a second. Thread-safe.
/// </summary>
internal sealed class ClusterSignals(OrleansNodes nodes, IServiceProvider services) : BackgroundService, IJobSignals
{
    private const int Queued = 10_000;
    private const int MostPerMessage = 500;

    private readonly ProcessSignals _here = new();
    private readonly SentSignals _sent = new();
    private readonly Channel<JobChange> _queue = Channel.CreateBounded<JobChange>(new BoundedChannelOptions(Queued) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <inheritdoc/>
    public void Publish(JobSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        _here.Publish(signal);
        if (nodes.Peers.IsEmpty)
        {
            _sent.Forget(signal.JobId);
        }
        else if (_sent.IsNews(signal))
        {
            _queue.Writer.TryWrite(JobChange.Of(signal));
        }
    }

    /// <inheritdoc/>
    public JobSubscription Subscribe(string requestId) => _here.Subscribe(requestId);

    /// <summary>Another node reports changes.</summary>
    public void Receive(IEnumerable<JobChange> changes)
    {
        LastLooks looks = services.GetRequiredService<AgentServices>().Looks;
        foreach (JobSignal signal in changes.Select(c => c.ToSignal()).OfType<JobSignal>())
        {
            _sent.Forget(signal.JobId); // another node steps it
            looks.Saw(signal);
            _here.Publish(signal);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Peers peers = services.GetRequiredService<Peers>();
        var batch = new List<JobChange>(MostPerMessage);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                while (batch.Count < MostPerMessage && _queue.Reader.TryRead(out JobChange? change))
                {
                    batch.Add(change);
                }

                JobChange[] changes = [.. batch];
                foreach (SiloAddress node in nodes.Peers)
                {
                    peers.Send(node, at => at.Changed(changes)); // who does not hear it reads the ledger
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It stops.
        }
    }
}
