using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VideoGen.Access;
using VideoGen.Host.Access;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>A server that cannot listen says which setting helps, in one line and with no stack trace.</summary>
public sealed class ListenFailureTests
{
    [Fact]
    public async Task A_taken_port()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var home = new TestFolder();
        await SaysAsync(home.Path, [("VIDEOGEN_SERVER_PORT", port)], port, "server.port (VIDEOGEN_SERVER_PORT)");
    }

    [Fact]
    public async Task An_address_of_another_machine()
    {
        using var home = new TestFolder();
        new TokenFile(home.Path, TimeProvider.System).Add("somebody", Scopes.Read, out _).ShouldBeNull();
        await SaysAsync(home.Path, [("VIDEOGEN_SERVER_ADDRESS", "192.0.2.1")], "192.0.2.1", "server.address (VIDEOGEN_SERVER_ADDRESS)");
    }

    private static async Task SaysAsync(string home, (string Name, string Value)[] variables, params string[] words)
    {
        (int code, string output, string error) = await ServerProcess.FailAsync(home, variables);
        code.ShouldBe(5, error);
        error.Trim().Split('\n').ShouldHaveSingleItem();
        words.ShouldAllBe(word => error.Contains(word, StringComparison.Ordinal));
        (output + error).ShouldNotContain("   at ");
    }
}
