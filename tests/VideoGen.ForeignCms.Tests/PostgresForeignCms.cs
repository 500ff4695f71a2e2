using VideoGen.Payload.Tests.Cms;

namespace VideoGen.ForeignCms.Tests;

/// <summary>On a PostgreSQL of its own.</summary>
public sealed class PostgresForeignCms : ForeignCms
{
    private readonly PostgresServer _server = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override string Database => _server.Url;

    protected override async Task PrepareAsync()
    {
        await _server.StartAsync();
        await base.PrepareAsync();
    }
}
