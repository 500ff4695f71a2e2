using VideoGen.Frames;

namespace VideoGen.OpenRouter.Hosting;

/// <summary>The one HTTP client of the provider.</summary>
internal sealed class OpenRouterClient(OpenRouterOptions options) : IDisposable
{
    /// <summary>The client.</summary>
    public HttpMessageInvoker Http { get; } = new(new ConnectFailures(OpenRouterHandler.Create(options)));

    public void Dispose() => Http.Dispose();
}
