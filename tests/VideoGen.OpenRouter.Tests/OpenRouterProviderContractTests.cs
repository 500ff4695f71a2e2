using VideoGen.OpenRouter.Tests.Harness;
using VideoGen.Providers;
using VideoGen.Testing.Providers;

namespace VideoGen.OpenRouter.Tests;

public sealed class OpenRouterProviderContractTests : ProviderContract, IDisposable
{
    private readonly OpenRouterBench _bench = new();

    public void Dispose() => _bench.Dispose();

    protected override ValueTask<IVideoProvider> OpenAsync() => ValueTask.FromResult<IVideoProvider>(_bench.Open());

    protected override SegmentOrder Order(string jobId) => _bench.Order(jobId);

    protected override Task UntilEndedAsync(string jobId)
    {
        _bench.Vendor.IsDone = true;
        return Task.CompletedTask;
    }
}
