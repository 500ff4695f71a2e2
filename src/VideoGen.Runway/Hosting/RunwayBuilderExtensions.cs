using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VideoGen.Catalog;
using VideoGen.Hosting;
using VideoGen.Providers;
using VideoGen.Runway;
using VideoGen.Runway.Hosting;
using VideoGen.Synthesis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Runway provider to an agent.</summary>
public static class RunwayBuilderExtensions
{
    /// <summary>Adds Runway, which renders only what names it, unless the options of the agent make it the default. Sends nothing by itself.</summary>
    /// <param name="builder">The agent.</param>
    /// <param name="options">Options; null for the usual ones.</param>
    /// <param name="credentials">Where keys come from; null for the variables of this process.</param>
    public static VideoGenBuilder AddRunway(this VideoGenBuilder builder, RunwayOptions? options = null, VendorCredentials? credentials = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        RunwayOptions used = options ?? new RunwayOptions();
        VendorCredentials keys = credentials ?? new VendorCredentials("Runway", "RUNWAYML_API_SECRET", Environment.GetEnvironmentVariable);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(_ => new RunwayClient(used));
        services.AddSingleton(new ClipOrigin(used.ApiUrl));
        return builder.AddProvider(
            RunwayProvider.WireName,
            p => new RunwayProvider(
                used, keys, p.GetRequiredService<ICatalog>(), p.GetRequiredService<RunwayClient>().Http, p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<AgentOptions>().Home, p.GetRequiredService<ILogger<RunwayProvider>>()),
            _ => false);
    }
}
