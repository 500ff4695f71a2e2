using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace VideoGen.Cluster;

/// <summary>
/// The membership of the cluster in the ledger's database: a row for each node and start, and one row that counts the changes. Every change is made on
/// the count that it was decided on, or not at all. What changes nothing, or may be done twice, is done again where the connection turns out to have
/// ended since it was last used, as after a restart of the database. The tables come with the ledger's format. Thread-safe.
/// </summary>
internal sealed class NodeTable : IMembershipTable, IAsyncDisposable
{
    private const string All =
        "select v.version, n.address, n.version, n.alive_at, n.document::text from node_version v left join node n on $1::text is null or n.address = $1";

    private const string Count = "update node_version set version = $1 where version = $2";
    private const string Insert = "insert into node (address, version, alive_at, document) values ($1, 1, $2, $3) on conflict (address) do nothing";
    private const string Update = "update node set version = version + 1, alive_at = $2, document = $3 where address = $1 and version = $4";
    private const string Alive = "update node set alive_at = $2 where address = $1";
    private const string Clean = "delete from node where document ->> 'status' = 'Dead' and alive_at < $1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    /// <summary>The table of a node's cluster.</summary>
    public NodeTable(ClusterNode node, TimeProvider time)
    {
        _time = time;
        var given = new NpgsqlConnectionStringBuilder(node.ConnectionString)
        {
            ApplicationName = "videogen cluster",
            MinPoolSize = 0,
            MaxPoolSize = 2,
            Timeout = 5,
            CommandTimeout = 10,
            Enlist = false,
        };
        _source = new NpgsqlSlimDataSourceBuilder(given.ConnectionString).EnableTransportSecurity().Build();
    }

    /// <inheritdoc/>
    /// <remarks>The membership asks once as a node starts: a database that goes away just then is waited for.</remarks>
    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        long begun = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await ReadAll();
                return;
            }
            catch (NpgsqlException away) when (away.IsTransient && _time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, _time);
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteMembershipTableEntries(string clusterId) => await RunAsync("delete from node");

    /// <inheritdoc/>
    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => await RunAsync(Clean, NodeRow.Micros(beforeDate.UtcDateTime));

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(key.ToParsableString());
    }

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadAll() => ReadAsync(null);

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(tableVersion);
        return ChangeAsync(tableVersion, Insert, entry.SiloAddress.ToParsableString(), NodeRow.Micros(entry.IAmAliveTime), NodeRow.Document(entry));
    }

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(tableVersion);
        return ChangeAsync(tableVersion, Update, entry.SiloAddress.ToParsableString(), NodeRow.Micros(entry.IAmAliveTime), NodeRow.Document(entry), Number(etag));
    }

    /// <inheritdoc/>
    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await RunAsync(Alive, entry.SiloAddress.ToParsableString(), NodeRow.Micros(entry.IAmAliveTime));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private Task<MembershipTableData> ReadAsync(string? address) => AgainAsync(() => ReadOnceAsync(address));

    private async Task<MembershipTableData> ReadOnceAsync(string? address)
    {
        await using NpgsqlCommand command = _source.CreateCommand(All);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)address ?? DBNull.Value });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var members = new List<Tuple<MembershipEntry, string>>();
        long version = 0;
        while (await reader.ReadAsync())
        {
            version = reader.GetInt64(0);
            if (!await reader.IsDBNullAsync(1))
            {
                members.Add(Tuple.Create(NodeRow.Read(reader.GetString(1), reader.GetInt64(3), reader.GetString(4)), Text(reader.GetInt64(2))));
            }
        }

        return new MembershipTableData(members, new TableVersion((int)version, Text(version)));
    }

    private async Task<bool> ChangeAsync(TableVersion next, string sql, params object[] values)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        if (await RunAsync(connection, Count, (long)next.Version, Number(next.VersionEtag)) != 1 || await RunAsync(connection, sql, values) != 1)
        {
            return false; // rolled back as it is disposed of
        }

        await transaction.CommitAsync();
        return true;
    }

    private Task<int> RunAsync(string sql, params object[] values) => AgainAsync(async () =>
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        return await RunAsync(connection, sql, values);
    });

    // Every connection of the pool may be one that has ended; the second attempt makes a new one, or finds out that there is none to be had.
    private async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException ended) when (ended.IsTransient)
        {
            _source.Clear();
        }

        return await work();
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant; values are bound.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (object value in values)
        {
            command.Parameters.Add(value is long number ? new NpgsqlParameter<long> { TypedValue = number } : new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value });
        }

        return await command.ExecuteNonQueryAsync();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
