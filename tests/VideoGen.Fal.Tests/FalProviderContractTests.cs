using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;
using VideoGen.Testing.Providers;

namespace VideoGen.Fal.Tests;

public sealed class FalProviderContractTests : ProviderContract, IDisposable
{
    private readonly SmallQueue _fal = new();
    private readonly FalBench _bench;

    public FalProviderContractTests() => _bench = new FalBench(new FalOptions { FrameTransfer = FalFrameTransfer.DataUri }, new() { ["FAL_KEY"] = FalBench.Key, ["FAL_IMAGE_TO_VIDEO"] = FalBench.Key }, _fal);

    public void Dispose()
    {
        _bench.Dispose();
        _fal.Dispose();
    }

    protected override ValueTask<IVideoProvider> OpenAsync() =>
        ValueTask.FromResult<IVideoProvider>(new FalProvider(_bench.Options, _bench.Credentials, _bench, _bench.Invoker, _bench.Time, _bench.Home));

    protected override SegmentOrder Order(string jobId) =>
        FalBench.Order(Shipped.Preset(FalBench.Model), [_bench.Still("SCENE_1_SHOT_1", [1, 2, 3])]) with { JobId = jobId };

    protected override Task UntilEndedAsync(string jobId)
    {
        _fal.IsDone = true;
        return Task.CompletedTask;
    }
}
