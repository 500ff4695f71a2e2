namespace VideoGen.EndToEnd.Tests;

/// <summary>The official TypeScript clients and the Inspector against the shipped <c>videogen mcp</c>, rendering real clips.</summary>
public sealed class McpClientTests : IDisposable
{
    private static readonly string Clients = Path.Combine(Videogen.Repository, "tests", "clients", "mcp");

    private readonly Videogen _videogen = new();

    [Theory]
    [InlineData("v1.mjs", "v1 2025-11-25")]
    [InlineData("v2.mjs", "v2 2026-07-28", "v2 2025-11-25")]
    [InlineData("inspector.mjs", "inspector legacy", "inspector modern")]
    public async Task The_official_clients_render_clips(string script, params string[] walks)
    {
        (int code, string output, string error) = await _videogen.RunClientAsync(await InstallAsync(_videogen), script, "--", Videogen.Executable, "mcp");

        code.ShouldBe(0, output + error);
        walks.ShouldAllBe(walk => output.Contains($"ok  {walk}"));
        // The Inspector's script makes a user's folder of its own.
        File.Exists(Path.Combine(_videogen.UserFolder, ".local", "share", "videogen", "ledger.db")).ShouldBe(script is not "inspector.mjs");
    }

    public void Dispose() => _videogen.Dispose();

    /// <summary>Folder of the official clients, installed.</summary>
    internal static async Task<string> InstallAsync(Videogen videogen)
    {
        if (!Directory.Exists(Path.Combine(Clients, "node_modules")))
        {
            (await videogen.RunOtherAsync("npm", Clients, "ci")).Code.ShouldBe(0);
        }

        return Clients;
    }
}
