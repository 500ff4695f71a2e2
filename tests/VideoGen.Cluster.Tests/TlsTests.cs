using System.Diagnostics;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>TLS between nodes, as processes and as OpenSSL see it.</summary>
public sealed class TlsTests : IAsyncLifetime, IAsyncDisposable
{
    private const string NotReached = "ping responses"; // what the membership says of nodes that do not answer a newcomer

    private readonly PostgresServer _database = new();
    private readonly TestFolder _home = new();
    private readonly TestFolder _files = new();
    private PostgresLedger? _ledger;

    public async Task InitializeAsync()
    {
        await _database.StartAsync();
        _ledger = new PostgresLedger(new PostgresLedgerOptions(_database.ConnectionTo("postgres")), TimeProvider.System);
        await _ledger.UpgradeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger!.DisposeAsync();
        await _database.DisposeAsync();
        _home.Dispose();
        _files.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Nodes_of_one_authority_join_and_nobody_else_does()
    {
        using var authority = new Authority(_files.Path, "authority");
        using var another = new Authority(_files.Path, "another");
        await using Node first = Start(1, authority.Issue("node-1"));
        await first.ReadyAsync();

        await using Node plain = Start(2, []), stranger = Start(3, another.Issue("node-3")), second = Start(4, authority.Issue("node-4"));
        await second.ReadyAsync();
        await ThreeNodes.UntilAsync("the others to see that nobody answers them", () => Task.FromResult(new[] { plain, stranger }.All(n => n.Output.Contains(NotReached, StringComparison.Ordinal))));

        (await plain.IsReadyAsync()).ShouldBeFalse();
        (await stranger.IsReadyAsync()).ShouldBeFalse();
        (await LivingAsync()).ShouldBe(2);
        first.Output.ShouldContain("is no node of this cluster"); // what the stranger showed

        (await OpenSslAsync(first, authority.File)).ShouldContain("Verify return code: 0 (ok)");
        (await OpenSslAsync(first, another.File)).ShouldNotContain("Verify return code: 0 (ok)");
    }

    private async Task<int> LivingAsync() => (await _ledger!.ListNodesAsync(CancellationToken.None)).Count(n => n.IsActive);

    private Node Start(int number, Dictionary<string, string> variables)
    {
        variables["VIDEOGEN_PROVIDER"] = "animatic";
        variables["VIDEOGEN_LEDGER_CONNECTION"] = _database.ConnectionTo("postgres");
        var node = new Node(number, _home.Path, variables);
        node.Start();
        return node;
    }

    private static async Task<string> OpenSslAsync(Node node, string authority)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", ["s_client", "-connect", $"127.0.0.1:{node.Endpoints.ClusterPort}", "-CAfile", authority, "-tls1_3"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await error;
    }
}
