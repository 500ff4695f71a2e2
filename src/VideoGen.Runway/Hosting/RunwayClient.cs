using VideoGen.Frames;

namespace VideoGen.Runway.Hosting;

/// <summary>The one HTTP client of the provider.</summary>
internal sealed class RunwayClient(RunwayOptions options) : IDisposable
{
    /// <summary>The client.</summary>
    public HttpMessageInvoker Http { get; } = new(new ConnectFailures(RunwayHandler.Create(options)));

    public void Dispose() => Http.Dispose();
}
