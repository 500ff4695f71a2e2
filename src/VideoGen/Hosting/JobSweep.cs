using Microsoft.Extensions.Hosting;
using VideoGen.Synthesis;

namespace VideoGen.Hosting;

/// <summary>Looks for jobs that nobody follows, again and again, so that those of a process that died go on here.</summary>
public sealed class JobSweep : IHostedService, IAsyncDisposable
{
    private readonly JobFollower _follower;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private ITimer? _timer;

    /// <summary>A sweep that has not begun.</summary>
    /// <param name="follower">Takes up what is found.</param>
    /// <param name="services">The agent; it looks once in <see cref="AgentOptions.SlowestLook"/>.</param>
    public JobSweep(JobFollower follower, AgentServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        (_follower, _pause, _time) = (follower, services.Options.SlowestLook, services.Time);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer ??= _time.CreateTimer(_ => Sweep(), null, _pause, _pause);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A sweep that fails is no news: the next one comes soon, and every call reports a broken ledger itself.
    private void Sweep() =>
        _ = _follower.TakeUpAsync(CancellationToken.None)
            .ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
