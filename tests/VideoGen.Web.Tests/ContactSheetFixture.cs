using VideoGen.Testing;

namespace VideoGen.Web.Tests;

/// <summary>The contact sheet of the sample, made by the program as people make it.</summary>
public sealed class ContactSheetFixture : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>Address of the page on this disk.</summary>
    public string Address => new Uri(Path.Combine(_folder.Path, "out", "index.html")).AbsoluteUri;

    public Task InitializeAsync() => NodeRun.RunAsync(
        ProgramFile.Videogen, _folder.Path, new Dictionary<string, string> { ["VIDEOGEN_HOME"] = _folder["home"] },
        "generate", Path.Combine(GoldenFile.Repository, "samples", "lighthouse", "request.json"), "--out", _folder["out"], "--wait", "280");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
