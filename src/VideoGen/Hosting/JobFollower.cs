using Microsoft.Extensions.Hosting;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Hosting;

/// <summary>
/// Takes up every unfinished job where it stands when the process starts, and lets no new step begin once it ends.
/// </summary>
public sealed class JobFollower : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly JobRunner _runner;
    private readonly ILedger _ledger;
    private readonly AgentOptions _options;
    private readonly OwnedJobs? _owned;
    private Task? _ended;

    /// <summary>A follower that has not begun.</summary>
    /// <param name="runner">Takes the steps.</param>
    /// <param name="services">The agent.</param>
    /// <param name="owned">What this node owns in a cluster; null for one node, which takes up everything.</param>
    public JobFollower(JobRunner runner, AgentServices services, OwnedJobs? owned = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        (_runner, _ledger, _options, _owned) = (runner, services.Ledger, services.Options, owned);
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _owned?.Start();
        return TakeUpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _ended ??= EndAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Takes up every unfinished job that nobody follows. In a cluster that is no sweep's business: each job has its node.</summary>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    internal Task TakeUpAsync(CancellationToken cancellationToken) => _owned is not null ? Task.CompletedTask : _runner.TakeUpAsync(_ledger, _options.Owner, cancellationToken);

    // A step that waits for a provider's answer to a submit cannot be hurried; left alone, the ledger holds it as submitting, and the next
    // start finds out what became of it.
    private async Task EndAsync()
    {
        try
        {
            await _runner.DisposeAsync().AsTask().WaitAsync(Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Said above.
        }

        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }
}
