using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Keeps a claim alive while a step takes its time (a download, a blocking submit).</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly ITimer _timer;

    public ClaimKeeper(ILedger ledger, string jobId, AgentOptions options, TimeProvider time)
    {
        TimeSpan often = options.Lease / 3;
        _timer = time.CreateTimer(_ => Extend(ledger, jobId, options, time), null, often, often);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // A claim that cannot be kept is found out at the commit, which is conditional.
    private static void Extend(ILedger ledger, string jobId, AgentOptions options, TimeProvider time) =>
        _ = ledger.ExtendAsync(jobId, options.Owner, time.GetUtcNow() + options.Lease, CancellationToken.None).AsTask()
            .ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
