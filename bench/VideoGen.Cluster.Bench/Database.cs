using System.Globalization;
using Npgsql;

namespace VideoGen.Cluster.Bench;

/// <summary>One database of the server that the bench runs on, and what PostgreSQL counts about it.</summary>
internal sealed class Database(string server, string name, int postmaster) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create($"{server};Database={name};Application Name=bench;MaxPoolSize=4;No Reset On Close=true");

    /// <summary>Connection string, as the settings of a node have it.</summary>
    public string Connection => $"{server};Database={name}";

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Makes it, and gets ready to count.</summary>
    public async Task MakeAsync()
    {
        await using NpgsqlDataSource maintenance = NpgsqlDataSource.Create($"{server};Database=postgres;Pooling=false");
        await using (NpgsqlCommand make = maintenance.CreateCommand($"create database {name}"))
        {
            await make.ExecuteNonQueryAsync();
        }

        await RunAsync("create extension if not exists pg_stat_statements");
    }

    /// <summary>The counts so far.</summary>
    public async Task<DatabaseCounts> CountAsync() => new(
        await NumberAsync("select coalesce(sum(calls), 0) from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat%' and query not like '%pg_locks%'"),
        await NumberAsync("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
        await NumberAsync("select pg_database_size(current_database())"),
        Processes.CpuOfFamily(postmaster));

    /// <summary>Looks at jobs between their steps, so far.</summary>
    public Task<long> LooksAsync() => NumberAsync("select coalesce(sum(calls), 0) from pg_stat_statements where query like '%lease_owner = $2 then%' and dbid = (select oid from pg_database where datname = current_database())");

    /// <summary>True while somebody holds the right to write.</summary>
    public async Task<bool> IsWrittenAsync() => await NumberAsync("select count(*) from pg_locks where relation = 'writer'::regclass and mode = 'ExclusiveLock' and granted") > 0;

    /// <summary>Unfinished jobs of a node; those of nobody for null.</summary>
    public Task<long> OwnedAsync(string? owner) => NumberAsync($"select count(*) from job where due_at is not null and owner {(owner is null ? "is null" : $"= '{owner}'")}");

    /// <summary>The name in the ledger of the node that lives at a port.</summary>
    public async Task<string> OwnerAsync(int port) => (string)(await ScalarAsync($"select document ->> 'name' from node where address like '%:{port}@%' and document ->> 'status' = 'Active' order by alive_at desc limit 1"))!;

    /// <summary>Nodes that live.</summary>
    public Task<long> LivingAsync() => NumberAsync("select count(*) from node where document ->> 'status' = 'Active'");

    /// <summary>A whole number.</summary>
    public async Task<long> NumberAsync(string sql) => Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    /// <summary>A statement without an answer.</summary>
    public async Task RunAsync(string sql)
    {
#pragma warning disable CA2100 // Words of this bench.
        await using NpgsqlCommand command = _source.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
#pragma warning disable CA2100 // Words of this bench.
        await using NpgsqlCommand command = _source.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
