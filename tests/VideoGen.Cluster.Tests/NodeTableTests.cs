using System.Net;
using Npgsql;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>The membership's table: every change is made on what it was decided on, or not at all.</summary>
public sealed class NodeTableTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly PostgresServer _database = new();
    private NodeTable _table = null!;

    public async Task InitializeAsync()
    {
        await _database.StartAsync();
        string connection = _database.ConnectionTo("postgres");
        await using (var ledger = new PostgresLedger(new PostgresLedgerOptions(connection), TimeProvider.System))
        {
            await ledger.UpgradeAsync(CancellationToken.None);
            await ledger.FlushAsync(CancellationToken.None); // the database is ended at once below, and a commit need not be on disk by then
        }

        _table = new NodeTable(new ClusterNode(connection, IPAddress.Loopback, 1), TimeProvider.System);
        await _table.InitializeMembershipTable(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await _database.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        MembershipEntry entry = Entry(1);
        entry.AddSuspector(Address(2), Start.AddSeconds(1));
        MembershipTableData empty = await _table.ReadAll();

        (await _table.InsertRow(entry, empty.Version.Next())).ShouldBeTrue();

        MembershipTableData all = await _table.ReadAll();
        MembershipEntry read = all.Members.ShouldHaveSingleItem().Item1;
        (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.StartTime, read.IAmAliveTime)
            .ShouldBe((entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.StartTime, entry.IAmAliveTime));
        read.SuspectTimes.ShouldBe(entry.SuspectTimes);
        all.Version.Version.ShouldBe(empty.Version.Version + 1);
        (await _table.ReadRow(Address(1))).Members.Count.ShouldBe(1);
        MembershipTableData none = await _table.ReadRow(Address(9));
        (none.Members.Count, none.Version).ShouldBe((0, all.Version));
    }

    [Fact]
    public async Task Of_two_that_change_it_at_once_one_does()
    {
        TableVersion seen = (await _table.ReadAll()).Version.Next();

        bool[] done = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => _table.InsertRow(Entry(i), seen)));

        done.Count(d => d).ShouldBe(1);
        (await _table.ReadAll()).Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_is_changed_only_as_it_was_seen_and_only_when_it_is_there()
    {
        TableVersion before = (await _table.ReadAll()).Version;
        await _table.InsertRow(Entry(1), before.Next());
        MembershipTableData seen = await _table.ReadAll();
        string etag = seen.Members[0].Item2;
        MembershipEntry dead = Entry(1);
        dead.Status = SiloStatus.Dead;

        (await _table.InsertRow(Entry(1), seen.Version.Next())).ShouldBeFalse("it is there");
        (await _table.UpdateRow(Entry(2), etag, seen.Version.Next())).ShouldBeFalse("it is not there");
        (await _table.UpdateRow(dead, "77", seen.Version.Next())).ShouldBeFalse("it has changed");
        (await _table.UpdateRow(dead, etag, before.Next())).ShouldBeFalse("the table has changed");
        (await _table.ReadAll()).Version.ShouldBe(seen.Version, "what is refused leaves no trace");
        (await _table.UpdateRow(dead, etag, seen.Version.Next())).ShouldBeTrue();
        (await _table.ReadAll()).Members[0].Item1.Status.ShouldBe(SiloStatus.Dead);
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_the_dead_are_forgotten_in_time()
    {
        MembershipEntry dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        await _table.InsertRow(dead, (await _table.ReadAll()).Version.Next());
        await _table.InsertRow(Entry(2), (await _table.ReadAll()).Version.Next());
        MembershipTableData before = await _table.ReadAll();
        MembershipEntry alive = Entry(2);
        alive.IAmAliveTime = Start.AddMinutes(1);

        await _table.UpdateIAmAlive(alive);

        MembershipTableData after = await _table.ReadAll();
        (after.Version, after.TryGet(Address(2))!.Item1.IAmAliveTime, after.TryGet(Address(2))!.Item2).ShouldBe((before.Version, alive.IAmAliveTime, before.TryGet(Address(2))!.Item2));
        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Start.AddDays(1), TimeSpan.Zero));
        (await _table.ReadAll()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(Address(2));
    }

    [Fact]
    public async Task A_database_that_is_away_while_a_node_starts_is_waited_for()
    {
        var time = new ManualTime();
        await using var table = new NodeTable(new ClusterNode(_database.ConnectionTo("postgres"), IPAddress.Loopback, 1), time);
        await _database.DownAsync();

        Task initializing = table.InitializeMembershipTable(true);
        await Task.WhenAny(initializing, time.WhenSetAsync(1));
        initializing.IsCompleted.ShouldBeFalse("it is looked at again after a pause");
        await _database.UpAsync();
        time.Advance(TimeSpan.FromSeconds(1));

        await initializing;
    }

    [Fact]
    public async Task A_database_that_stays_away_is_not_waited_for_for_ever()
    {
        var time = new ManualTime();
        await using var table = new NodeTable(new ClusterNode(_database.ConnectionTo("postgres"), IPAddress.Loopback, 1), time);
        await _database.DownAsync();

        Task initializing = table.InitializeMembershipTable(true);
        while (await Task.WhenAny(initializing, time.WhenSetAsync(1)) != initializing)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (await Should.ThrowAsync<NpgsqlException>(initializing)).IsTransient.ShouldBeTrue();
        (time.GetUtcNow() - new ManualTime().GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(30));
        await _database.UpAsync();
    }

    [Fact]
    public async Task A_connection_that_ended_since_it_was_used_costs_no_read_and_no_sign_of_life()
    {
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        MembershipEntry alive = Entry(1);
        alive.IAmAliveTime = Start.AddMinutes(1);

        await RestartAsync();
        await _table.UpdateIAmAlive(alive);
        await RestartAsync();

        (await _table.ReadAll()).Members.ShouldHaveSingleItem().Item1.IAmAliveTime.ShouldBe(alive.IAmAliveTime);
    }

    [Fact]
    public async Task A_change_whose_connection_ended_is_not_made_twice_but_reported()
    {
        TableVersion next = (await _table.ReadAll()).Version.Next();
        await RestartAsync();

        await Should.ThrowAsync<NpgsqlException>(() => _table.InsertRow(Entry(1), next)); // the membership reads the table, and decides anew

        (await _table.ReadAll()).Members.ShouldBeEmpty();
    }

    private async Task RestartAsync()
    {
        await _database.DownAsync();
        await _database.UpAsync();
    }

    private static SiloAddress Address(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 11_000 + number), number);

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = Address(number),
        SiloName = $"host-{number}-é",
        HostName = "host",
        Status = SiloStatus.Active,
        StartTime = Start,
        IAmAliveTime = Start.AddSeconds(number),
        SuspectTimes = [],
    };
}
