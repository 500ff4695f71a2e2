namespace VideoGen.Payload.Tests.Cms;

/// <summary>The CMS on a PostgreSQL of its own.</summary>
public sealed class PostgresCms : CmsServer
{
    private readonly PostgresServer _server = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override string Database => _server.Url;

    protected override Task PrepareAsync() => _server.StartAsync();
}
