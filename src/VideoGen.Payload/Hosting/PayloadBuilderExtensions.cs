using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Hosting;
using VideoGen.Payload;
using VideoGen.Payload.Hosting;
using VideoGen.Records;
using VideoGen.Synthesis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds PayloadCMS to an agent.</summary>
public static class PayloadBuilderExtensions
{
    /// <summary>
    /// Adds PayloadCMS: templates and provider configs come from it, clips go into its media collection, and every job and segment is delivered to
    /// it. The ledger stays the truth while jobs run.
    /// </summary>
    /// <param name="builder">The agent, with its ledger.</param>
    /// <param name="options">Where the CMS is.</param>
    public static VideoGenBuilder AddPayload(this VideoGenBuilder builder, PayloadOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        IServiceCollection services = builder.Services;
        services.AddSingleton(p => new PayloadConnection(options, p.GetRequiredService<AgentOptions>().Home, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OwnHost>(p => p.GetRequiredService<PayloadConnection>().Host);
        services.AddSingleton<IMediaStore>(p => p.GetRequiredService<PayloadConnection>().Media);
        services.AddSingleton<IRecordStore>(p => p.GetRequiredService<PayloadConnection>().Records);
        services.AddSingleton(new RecordSenderOptions { MaxParallel = options.MaxParallel });
        return builder.AddCatalogSource(p => p.GetRequiredService<PayloadConnection>().Catalog);
    }
}
