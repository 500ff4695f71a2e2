using Microsoft.Extensions.Hosting;

namespace VideoGen.FalSimulation.Hosts;

/// <summary>Leaves the process's signals to the process: the simulator ends when it is disposed.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
