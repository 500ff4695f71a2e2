namespace VideoGen.Mcp.Tests;

public sealed class OfficialClientTests : IClassFixture<OfficialClients>
{
    private static readonly string[] Server = ["dotnet", Path.Combine(AppContext.BaseDirectory, "VideoGen.Mcp.TestHost.dll")];

    [Theory]
    [InlineData("v1.mjs", "v1 2025-11-25")]
    [InlineData("v2.mjs", "v2 2026-07-28", "v2 2025-11-25")]
    [InlineData("inspector.mjs", "inspector legacy", "inspector modern")]
    public async Task The_official_clients_do_everything_they_came_for(string script, params string[] walks)
    {
        string said = await OfficialClients.RunAsync(script, Server);

        walks.ShouldAllBe(walk => said.Contains($"ok  {walk}"));
    }
}
