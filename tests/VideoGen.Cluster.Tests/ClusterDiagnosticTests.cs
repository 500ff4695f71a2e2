using System.Collections.Immutable;
using VideoGen.Host.Doctor;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>What the doctor says of a cluster before anybody has started a node.</summary>
public sealed class ClusterDiagnosticTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly PostgresServer _database = new();

    public Task InitializeAsync() => _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_cluster_without_a_node_is_broken_and_no_job_of_it_is_said_to_have_one()
    {
        using var home = new TestFolder();
        await using var ledger = new PostgresLedger(new PostgresLedgerOptions(_database.ConnectionTo("postgres")), TimeProvider.System);
        await ledger.CreateAsync(Samples.Request(), CancellationToken.None);

        ImmutableArray<Finding> findings = await ClusterDiagnostic.RunAsync(ledger, home.Path, isExpected: true, TimeProvider.System, CancellationToken.None);

        Finding cluster = findings.Where(f => f.Subject == "cluster").ShouldHaveSingleItem();
        cluster.State.ShouldBe(FindingState.Broken);
        cluster.Message.ShouldStartWith("has no node: nothing moves 3 unfinished job(s)");
        findings.ShouldNotContain(f => f.Message.Contains("a node that lives", StringComparison.Ordinal));
    }
}
