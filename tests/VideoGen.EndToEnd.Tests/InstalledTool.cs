namespace VideoGen.EndToEnd.Tests;

/// <summary>The tool as people get it: packed, and installed from the package into an empty folder.</summary>
public sealed class InstalledTool : IAsyncLifetime, IDisposable
{
    private readonly Videogen _videogen = new();

    /// <summary>Folder of the packages.</summary>
    public string Packages => Path.Combine(_videogen.Out, "packages");

    /// <summary>The command that the installation has made.</summary>
    public string Command => Path.Combine(_videogen.Out, "tools", "videogen");

    public async Task InitializeAsync()
    {
        await DoneAsync("bash", Path.Combine(Videogen.Repository, "build", "pack"), Packages);
        await DoneAsync("dotnet", "tool", "install", "VideoGen.Cli", "--tool-path", Path.GetDirectoryName(Command)!, "--source", Packages);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _videogen.Dispose();

    private async Task DoneAsync(string program, params string[] arguments)
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(program, Videogen.Repository, arguments);
        code.ShouldBe(0, output + error);
    }
}
