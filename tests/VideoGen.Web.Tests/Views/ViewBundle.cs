using VideoGen.Testing;

namespace VideoGen.Web.Tests.Views;

/// <summary>The host's script, built once.</summary>
public sealed class ViewBundle : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The official host bridge, and what the tests ask of it.</summary>
    public string Host { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await NodeRun.NodeAsync("test/build.mjs", _folder.Path);
        Host = await File.ReadAllTextAsync(_folder["host.js"]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
