using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.Runway.Tests.Harness;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using VideoGen.Simulators;
using VideoGen.Testing;
using VideoGen.Testing.Providers;

namespace VideoGen.Runway.Tests;

/// <summary>The port's promises over real HTTP, against the simulator.</summary>
public sealed class RunwayProviderContractTests : ProviderContract, IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();
    private RunwaySimulator _vendor = null!;
    private RunwayBench _bench = null!;

    public void Dispose() => _bench.Dispose();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _vendor = await RunwaySimulator.StartAsync(new SimulatorOptions { Time = _time, Key = RunwayBench.Key, PreparedClips = true, Renderer = new StubClipRenderer() });
        _vendor.Play("delete-keeps"); // the agent knows that it cancelled; the port is asked what a task says that can still be read
        _bench = new RunwayBench(new RunwayOptions { ApiUrl = _vendor.ApiUrl, ReadAttempts = 1, FrameTransfer = RunwayFrameTransfer.DataUri }, ProviderHandler.Create(TimeSpan.FromSeconds(10)));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _vendor.DisposeAsync();
    }

    protected override ValueTask<IVideoProvider> OpenAsync() => ValueTask.FromResult<IVideoProvider>(_bench.Open());

    protected override SegmentOrder Order(string jobId) => _bench.Order(jobId);

    protected override async Task UntilEndedAsync(string jobId)
    {
        while (_vendor.Truth.Jobs.Any(job => job.EndedAt is null))
        {
            _time.Advance(Step);
            await _vendor.SettleAsync();
        }
    }
}
