using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.OpenRouter.Tests.Harness;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using VideoGen.Simulators;
using VideoGen.Testing;
using VideoGen.Testing.Providers;

namespace VideoGen.OpenRouter.Tests;

/// <summary>The port's promises over real HTTP, against the simulator.</summary>
public sealed class OpenRouterProviderContractTests : ProviderContract, IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();
    private OpenRouterSimulator _vendor = null!;
    private OpenRouterBench _bench = null!;

    public void Dispose() => _bench.Dispose();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _vendor = await OpenRouterSimulator.StartAsync(new SimulatorOptions { Time = _time, Key = OpenRouterBench.Key, PreparedClips = true, Renderer = new StubClipRenderer() });
        _bench = new OpenRouterBench(new OpenRouterOptions { ApiUrl = _vendor.ApiUrl, ReadAttempts = 1 }, ProviderHandler.Create(TimeSpan.FromSeconds(10)));
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
