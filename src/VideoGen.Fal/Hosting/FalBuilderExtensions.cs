using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VideoGen.Catalog;
using VideoGen.Fal;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Http;
using VideoGen.Fal.Webhooks;
using VideoGen.Hosting;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the fal.ai provider to an agent.</summary>
public static class FalBuilderExtensions
{
    /// <summary>
    /// Adds fal.ai, which is the default provider where the environment holds a key, and <see cref="FalWebhookReceiver"/> for its webhooks. Sends
    /// nothing by itself.
    /// </summary>
    public static VideoGenBuilder AddFal(this VideoGenBuilder builder) => builder.AddFal(new FalOptions());

    /// <summary>Like <see cref="AddFal(VideoGenBuilder)"/>, with changed options.</summary>
    /// <param name="builder">The agent.</param>
    /// <param name="configure">Changes the options.</param>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public static VideoGenBuilder AddFal(this VideoGenBuilder builder, Action<FalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new FalOptions();
        configure(options);
        return builder.AddFal(options);
    }

    /// <summary>Like <see cref="AddFal(VideoGenBuilder)"/>, with ready options.</summary>
    public static VideoGenBuilder AddFal(this VideoGenBuilder builder, FalOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(options);
        services.TryAddSingleton(_ => new FalCredentials(Environment.GetEnvironmentVariable));
        services.TryAddSingleton(_ => new FalClient(options));
        services.TryAddSingleton(p => new FalWebhookKeys(options, p.GetRequiredService<FalClient>().Http, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<FalWebhookKeys>>()));
        services.TryAddSingleton(p => new FalWebhookReceiver(p.GetRequiredService<FalWebhookKeys>(), options, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWebhookReceiver>(p => p.GetRequiredService<FalWebhookReceiver>());
        foreach (Uri own in (Uri[])[options.QueueUrl, options.SyncUrl, options.RestUrl, options.PlatformUrl])
        {
            services.AddSingleton(new ClipOrigin(own));
        }

        return builder
            .AddCatalogLayer((p, below) => new FalSelectedModels(below, p.GetRequiredService<FalCredentials>()))
            .AddProvider(
                FalProvider.WireName,
                p => new FalProvider(
                    options, p.GetRequiredService<FalCredentials>(), p.GetRequiredService<ICatalog>(), p.GetRequiredService<FalClient>().Http, p.GetRequiredService<TimeProvider>(),
                    p.GetRequiredService<AgentOptions>().Home, p.GetRequiredService<ILogger<FalProvider>>()),
                p => p.GetRequiredService<FalCredentials>().Read("FAL_IMAGE_TO_VIDEO") is FalCredential.Found);
    }
}
