using VideoGen.Providers;
using VideoGen.Testing.Providers;

namespace VideoGen.Replicate.Tests;

public sealed class ReplicateProviderContractTests : ProviderContract, IDisposable
{
    private readonly ReplicateBench _bench = new();

    public void Dispose() => _bench.Dispose();

    protected override ValueTask<IVideoProvider> OpenAsync() => ValueTask.FromResult<IVideoProvider>(_bench.Open());

    protected override SegmentOrder Order(string jobId) => _bench.Order(jobId);

    protected override Task UntilEndedAsync(string jobId)
    {
        _bench.Vendor.IsDone = true;
        return Task.CompletedTask;
    }
}
