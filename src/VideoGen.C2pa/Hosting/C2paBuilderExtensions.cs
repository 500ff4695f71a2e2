using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoGen.C2pa;
using VideoGen.Hosting;
using VideoGen.Provenance;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds C2PA signatures to an agent.</summary>
public static class C2paBuilderExtensions
{
    /// <summary>Signs every delivered MP4 that carries no manifest of its provider.</summary>
    /// <param name="builder">The agent.</param>
    /// <param name="identity">Who signs.</param>
    public static VideoGenBuilder AddC2pa(this VideoGenBuilder builder, SigningIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(identity);
        builder.Services.TryAddSingleton<IClipSigner>(p => new C2paSigner(identity, p.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
