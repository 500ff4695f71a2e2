using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>A node that cannot become one of its cluster says which setting helps, in one line, and ends.</summary>
public sealed class JoiningTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly PostgresServer _database = new();

    public async Task InitializeAsync()
    {
        await _database.StartAsync();
        await using var ledger = new PostgresLedger(new PostgresLedgerOptions(_database.ConnectionTo("postgres")), TimeProvider.System);
        await ledger.UpgradeAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_port_between_nodes_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await EndsAsync(75, [("VIDEOGEN_CLUSTER_PORT", port)], "cluster.address 127.0.0.1", $"cluster.port {port}");
    }

    [Fact]
    public async Task A_second_server_by_the_settings_of_a_node_that_lives_which_goes_on()
    {
        using var home = new TestFolder();
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VIDEOGEN_PROVIDER"] = "animatic",
            ["VIDEOGEN_LEDGER_CONNECTION"] = _database.ConnectionTo("postgres"),
        };
        await using var node = new Node(1, home.Path, all);
        node.Start();
        await node.ReadyAsync();

        string port = $"{node.Endpoints.ClusterPort}";
        await using var second = new Node(2, home.Path, new Dictionary<string, string>(all, StringComparer.Ordinal) { ["VIDEOGEN_CLUSTER_PORT"] = port });
        second.Start();

        (await second.EndedAsync()).ShouldBe(75, second.Output);
        await second.PrintedAsync();
        second.Output.ShouldContain($"cluster.port {port}");
        (await node.IsReadyAsync()).ShouldBeTrue(node.Output);
    }

    [Fact]
    public async Task An_address_of_another_machine() => await EndsAsync(75, [("VIDEOGEN_CLUSTER_ADDRESS", "192.0.2.1")], "cluster.address 192.0.2.1", "cluster.port");

    [Fact]
    public async Task A_database_that_is_not_there_is_not_waited_for() =>
        await EndsAsync(5, [("VIDEOGEN_LEDGER_CONNECTION", _database.ConnectionTo("of_another"))], "does not exist", "ledger.connection");

    private async Task EndsAsync(int code, (string Name, string Value)[] variables, params string[] words)
    {
        using var home = new TestFolder();
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VIDEOGEN_PROVIDER"] = "animatic",
            ["VIDEOGEN_LEDGER_CONNECTION"] = _database.ConnectionTo("postgres"),
        };
        foreach ((string name, string value) in variables)
        {
            all[name] = value;
        }

        await using var node = new Node(1, home.Path, all);
        node.Start();

        (await node.EndedAsync()).ShouldBe(code, node.Output);
        await node.PrintedAsync();
        words.ShouldAllBe(word => node.Output.Contains(word, StringComparison.Ordinal), node.Output);
        node.Output.ShouldNotContain("Unhandled exception");
    }
}
