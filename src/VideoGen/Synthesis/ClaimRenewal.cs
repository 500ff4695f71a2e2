using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Keeps a claim alive while a step takes its time (a download, a blocking submit), and gives back one that came to nothing.</summary>
internal sealed class ClaimRenewal : IAsyncDisposable
{
    private readonly ILedger _ledger;
    private readonly string _jobId;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public ClaimRenewal(ILedger ledger, string jobId, AgentOptions options, TimeProvider time)
    {
        (_ledger, _jobId, _options, _time) = (ledger, jobId, options, time);
        TimeSpan often = options.Lease / 3;
        _timer = time.CreateTimer(_ => _ = ExtendAsync(_options.Lease), null, often, often);
    }

    /// <summary>Lets others take the job now, instead of when the lease has run out.</summary>
    public async Task GiveBackAsync()
    {
        await _timer.DisposeAsync();
        await ExtendAsync(TimeSpan.Zero);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task ExtendAsync(TimeSpan lease)
    {
        try
        {
            await _ledger.ExtendAsync(_jobId, _options.Owner, _time.GetUtcNow() + lease, CancellationToken.None);
        }
        catch (Exception e) when (e is LedgerException or ObjectDisposedException)
        {
            // A claim that cannot be kept is found out at the commit, which is conditional; one not given back ends with its lease.
        }
    }
}
