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

    /// <summary>A second process of the CMS on the same database. The caller disposes it, before this one.</summary>
    public async Task<CmsServer> StartAnotherAsync()
    {
        var another = new Another(_server.Url);
        await another.InitializeAsync();
        return another;
    }

    protected override string Database => _server.Url;

    protected override Task PrepareAsync() => _server.StartAsync();

    private sealed class Another(string database) : CmsServer
    {
        protected override string Database => database;
    }
}
