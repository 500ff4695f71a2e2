using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoGen.Catalog;
using VideoGen.Hosting;
using VideoGen.OpenRouter;
using VideoGen.OpenRouter.Hosting;
using VideoGen.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the OpenRouter provider to an agent.</summary>
public static class OpenRouterBuilderExtensions
{
    /// <summary>
    /// Adds OpenRouter, which renders only what names it, unless the options of the agent make it the default: its key is often there for other
    /// purposes. Sends nothing by itself.
    /// </summary>
    /// <param name="builder">The agent.</param>
    /// <param name="options">Options; null for the usual ones.</param>
    /// <param name="credentials">Where keys come from; null for the variables of this process.</param>
    public static VideoGenBuilder AddOpenRouter(this VideoGenBuilder builder, OpenRouterOptions? options = null, VendorCredentials? credentials = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OpenRouterOptions used = options ?? new OpenRouterOptions();
        VendorCredentials keys = credentials ?? new VendorCredentials("OpenRouter", "OPENROUTER_API_KEY", Environment.GetEnvironmentVariable);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(_ => new OpenRouterClient(used));
        services.AddSingleton(new ClipOrigin(used.ApiUrl));
        services.AddSingleton<IWebhookReceiver>(p => new OpenRouterWebhookReceiver(used, keys, p.GetRequiredService<TimeProvider>()));
        return builder.AddProvider(
            OpenRouterProvider.WireName,
            p => new OpenRouterProvider(used, keys, p.GetRequiredService<ICatalog>(), p.GetRequiredService<OpenRouterClient>().Http, p.GetRequiredService<TimeProvider>()),
            _ => false);
    }
}
