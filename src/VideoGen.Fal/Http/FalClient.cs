using VideoGen.Frames;

namespace VideoGen.Fal.Http;

/// <summary>The one HTTP client of the provider.</summary>
internal sealed class FalClient(FalOptions options) : IDisposable
{
    /// <summary>The client.</summary>
    public HttpMessageInvoker Http { get; } = new(new ConnectFailures(FalHandler.Create(options)));

    public void Dispose() => Http.Dispose();
}
