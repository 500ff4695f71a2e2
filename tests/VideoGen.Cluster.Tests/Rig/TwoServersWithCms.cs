using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>The two nodes, with the real CMS for templates, provider configs, clips and records.</summary>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public sealed class TwoServersWithCms : TwoServers
#pragma warning restore CA1001
{
    private readonly SqliteCms _cms = new();

    /// <summary>The real CMS.</summary>
    internal CmsServer Cms => _cms;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _cms.DisposeAsync();
    }

    private protected override async Task<IReadOnlyDictionary<string, string>> PrepareAsync()
    {
        await ((IAsyncLifetime)_cms).InitializeAsync();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VIDEOGEN_PAYLOAD_URL"] = _cms.Address.AbsoluteUri.TrimEnd('/'),
            ["PAYLOAD_API_KEY"] = CmsServer.Key,
        };
    }
}
