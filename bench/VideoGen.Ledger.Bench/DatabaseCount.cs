using System.Globalization;
using Npgsql;

namespace VideoGen.Ledger.Bench;

/// <summary>What PostgreSQL itself counted: statements (pg_stat_statements), transactions, bytes of its log.</summary>
internal sealed class DatabaseCount(string connection) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>The counts so far.</summary>
    public async Task<(long Statements, long Transactions, long LogBytes)> ReadAsync() => (
        await NumberAsync("select coalesce(sum(calls), 0) from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat%'"),
        await NumberAsync("select coalesce(sum(calls), 0) from pg_stat_statements where query = 'commit' and dbid = (select oid from pg_database where datname = current_database())"),
        await NumberAsync("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"));

    /// <summary>Gets ready to count.</summary>
    public async Task BeginAsync()
    {
        await using NpgsqlCommand command = _source.CreateCommand("create extension if not exists pg_stat_statements");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
