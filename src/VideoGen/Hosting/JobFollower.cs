using Microsoft.Extensions.Hosting;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Hosting;

/// <summary>
/// Takes up every unfinished job where it stands, at the start and again in the background, so that jobs of a process that died go on here.
/// At the end of the process no new step begins.
/// </summary>
public sealed class JobFollower : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly JobRunner _runner;
    private readonly ILedger _ledger;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private ITimer? _sweep;
    private Task? _ended;

    /// <summary>A follower that has not begun.</summary>
    /// <param name="runner">Takes the steps.</param>
    /// <param name="services">The agent.</param>
    public JobFollower(JobRunner runner, AgentServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        (_runner, _ledger, _options, _time) = (runner, services.Ledger, services.Options, services.Time);
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TakeUpAsync(cancellationToken);
        _sweep ??= _time.CreateTimer(_ => Sweep(), null, _options.SlowestLook, _options.SlowestLook);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _ended ??= EndAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private Task TakeUpAsync(CancellationToken cancellationToken) => _runner.TakeUpAsync(_ledger, _options.Owner, cancellationToken);

    // A sweep that fails is no news: the next one comes soon, and every call reports a broken ledger itself.
    private void Sweep() =>
        _ = TakeUpAsync(CancellationToken.None)
            .ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    // A step that waits for a provider's answer to a submit cannot be hurried; left alone, the ledger holds it as submitting, and the next
    // start finds out what became of it.
    private async Task EndAsync()
    {
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        try
        {
            await _runner.DisposeAsync().AsTask().WaitAsync(Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Said above.
        }
    }
}
