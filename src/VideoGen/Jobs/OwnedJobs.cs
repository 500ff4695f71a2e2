using Microsoft.Extensions.Logging;

namespace VideoGen.Jobs;

/// <summary>
/// What a node of a cluster does beside its steps: says that it lives, takes over what the dead left behind, bite by bite, and schedules what it owns. A
/// pass that finds the ledger away is tried again. Not for one node. Thread-safe.
/// </summary>
public sealed partial class OwnedJobs : IAsyncDisposable
{
    private const int LargestBite = 1_000;
    private static readonly TimeSpan BetweenBites = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveBackWithin = TimeSpan.FromSeconds(3);

    private readonly string _owner;
    private readonly INodes _nodes;
    private readonly IJobOwners _owners;
    private readonly JobRunner _runner;
    private readonly ILedger _ledger;
    private readonly OwnedJobsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private DateTimeOffset? _sweptAt;
    private Task? _loop, _ended;
    private long _takenOver;

    /// <summary>The jobs of a node.</summary>
    /// <param name="owner">Name of the node in the ledger.</param>
    /// <param name="nodes">Who lives.</param>
    /// <param name="owners">Whose jobs are whose.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="runner">Schedules them.</param>
    /// <param name="options">How often and how much.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    public OwnedJobs(string owner, INodes nodes, IJobOwners owners, ILedger ledger, JobRunner runner, OwnedJobsOptions options, TimeProvider time, ILogger log)
    {
        (_owner, _nodes, _owners, _ledger, _runner, _options, _time, _log) = (owner, nodes, owners, ledger, runner, options, time, log);
    }

    /// <summary>Jobs that were taken over so far.</summary>
    public long TakenOver => Interlocked.Read(ref _takenOver);

    /// <summary>Begins, once.</summary>
    public void Start() => _loop ??= RunAsync(_stopping.Token);

    /// <summary>
    /// Takes nothing over any more, and gives back what this node owns; the steps have ended before. A ledger that says nothing is waited for a few seconds:
    /// the others take over from a node that is gone, too.
    /// </summary>
    public Task StopAsync() => _ended ??= EndAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    /// <summary>One bite. How many jobs are left for the others and the next bite.</summary>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public async Task<int> PassAsync(NodeView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!view.MayAct)
        {
            return 0;
        }

        DateTimeOffset now = _time.GetUtcNow();
        JobTakeOver over = await _owners.TakeOverAsync(_owner, view, LargestBite, now, now + _options.Lease, cancellationToken);
        int perSecond = Math.Max(1, _options.LooksPerSecond / view.Count);
        if (!over.Taken.IsEmpty)
        {
            Taken(_log, over.Taken.Length, over.Left);
            Interlocked.Add(ref _takenOver, over.Taken.Length);
            _runner.TakeUp(over.Taken, perSecond, isTakenOver: true);
        }

        if (over.Left == 0 && (_sweptAt is not { } swept || now - swept >= _options.SweepEvery || now < swept))
        {
            _sweptAt = now;
            _runner.TakeUp(await _owners.ListOwnedAsync(_owner, cancellationToken), perSecond);
            if (string.Equals(view.Living.Min(StringComparer.Ordinal), _owner, StringComparison.Ordinal))
            {
                await _runner.TakeUpBillsAsync(_ledger, cancellationToken); // bills belong to nobody; one node reads them
            }
        }

        return over.Left;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            NodeView view = _nodes.Current;
            TimeSpan pause = AtRest;
            try
            {
                pause = await PassAsync(view, stop) > 0 ? BetweenBites : AtRest;
            }
            catch (LedgerException)
            {
                // Whoever uses the ledger reports what is wrong with it; the next pass comes soon.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A node that takes nothing over any more would look alive.
            catch (Exception e)
#pragma warning restore CA1031
            {
                PassFailed(_log, e);
            }

            await WaitAsync(view, pause, stop);
        }
    }

    private async Task WaitAsync(NodeView view, TimeSpan pause, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task changed = EndAtChangeAsync(view, over);
        try
        {
            await Task.Delay(pause, _time, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The nodes changed, or this one is to stop.
        }

        End(over);
        await changed;
    }

    // Task.WhenAny would go on with what was cancelled on a thread of the pool, wherever it began.
    private async Task EndAtChangeAsync(NodeView view, CancellationTokenSource wait)
    {
        try
        {
            await _nodes.ChangedAsync(view, wait.Token);
            End(wait);
        }
        catch (OperationCanceledException)
        {
            // The pause was over first.
        }
    }

    private async Task EndAsync()
    {
        End(_stopping);
        try
        {
            await GiveBackAsync().WaitAsync(GiveBackWithin, _time);
        }
        catch (Exception e) when (e is LedgerException or TimeoutException or ObjectDisposedException)
        {
            // The others find the owner dead.
        }
    }

    private async Task GiveBackAsync()
    {
        await (_loop ?? Task.CompletedTask);
        int given = await _owners.GiveBackAsync(_owner, CancellationToken.None);
        GivenBack(_log, given);
    }

    // Where what waited goes on is its owner's choice, as with steps.
    private static void End(CancellationTokenSource wait) => wait.Cancel();

    [LoggerMessage(1010, LogLevel.Information, "Took over {Jobs} jobs of nodes that are dead or gave them back; {Left} are left.")]
    private static partial void Taken(ILogger log, int jobs, int left);

    [LoggerMessage(1011, LogLevel.Information, "Gave back {Jobs} jobs for the other nodes.")]
    private static partial void GivenBack(ILogger log, int jobs);

    [LoggerMessage(1012, LogLevel.Error, "Looking for jobs of dead nodes failed; it is tried again.")]
    private static partial void PassFailed(ILogger log, Exception error);
}
