using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Hosting;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using VideoGen.Replicate;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Replicate provider to an agent.</summary>
public static class ReplicateBuilderExtensions
{
    /// <summary>Adds Replicate, which renders only what names it, or what a rule chooses it for. Sends nothing by itself.</summary>
    public static VideoGenBuilder AddReplicate(this VideoGenBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var keys = new VendorCredentials("Replicate", "REPLICATE_API_TOKEN", Environment.GetEnvironmentVariable);
        builder.Services.AddSingleton<IWebhookReceiver>(p => new ReplicateWebhookReceiver(keys, p.GetRequiredService<TimeProvider>()));
        builder.Services.AddKeyedSingleton(ReplicateProvider.WireName, (_, _) => new HttpMessageInvoker(new ConnectFailures(ProviderHandler.Create(TimeSpan.FromSeconds(10)))));
        return builder.AddProvider(
            ReplicateProvider.WireName,
            p => new ReplicateProvider(keys, p.GetRequiredService<ICatalog>(), p.GetRequiredKeyedService<HttpMessageInvoker>(ReplicateProvider.WireName), p.GetRequiredService<TimeProvider>()),
            _ => false);
    }
}
