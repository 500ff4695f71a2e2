using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>One PostgreSQL for all these tests; each takes a database of its own.</summary>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public sealed class PostgresCluster : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly PostgresServer _server = new();
    private int _databases;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        await ExecuteAsync(_server.ConnectionTo("postgres"), "create database ready template template0 strategy file_copy");
        await using PostgresLedger ledger = Open(_server.ConnectionTo("ready"));
        await ledger.UpgradeAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <summary>A new database with an empty ledger, as a connection string.</summary>
    public Task<string> NewLedgerAsync() => NewAsync("ready");

    /// <summary>A new database with nothing in it, as a connection string.</summary>
    public Task<string> NewDatabaseAsync() => NewAsync("template0");

    /// <summary>Runs SQL as the owner of everything.</summary>
    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using Npgsql.NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A ledger in a database.</summary>
    public static PostgresLedger Open(string connection, TimeProvider? time = null) => new(new PostgresLedgerOptions(connection), time ?? TimeProvider.System);

    /// <summary>A database as the SQL that makes it, without what differs from run to run.</summary>
    public async Task<string> DumpAsync(string connection)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await PostgresServer.ServerAsync("pg_dump", "--inserts", "--no-owner", "--no-privileges", "--file", file, "--dbname", _server.AddressOf(new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!));
            string dump = await File.ReadAllTextAsync(file);
            return string.Join('\n', dump.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal) && !l.StartsWith("SET ", StringComparison.Ordinal) && !l.StartsWith('\\'))) + "\n";
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Makes a plain user who owns a database, as the documentation does.</summary>
    /// <returns>The connection string of that user.</returns>
    public static async Task<string> GiveToAsync(string user, string connection)
    {
        string database = new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
        await ExecuteAsync(connection, $"drop role if exists {user}; create role {user} login; alter database {database} owner to {user}; grant all on schema public to {user}");
        return connection.Replace("Username=postgres", $"Username={user}", StringComparison.Ordinal);
    }

    /// <summary>What is committed without the disk gets there late, so that an end at once takes it along; or soon again, as usual.</summary>
    public async Task DelayLogAsync(bool late)
    {
        await ExecuteAsync(_server.ConnectionTo("postgres"), late ? "alter system set wal_writer_delay = '10s'" : "alter system reset wal_writer_delay");
        await ExecuteAsync(_server.ConnectionTo("postgres"), "select pg_reload_conf()");
    }

    /// <summary>One of the server's processes dies, and the server recovers from that without a new start.</summary>
    public async Task CrashProcessAsync()
    {
        string server = _server.ConnectionTo("postgres");
        object? before = await ExecuteAsync(server, PostgresFlush.Run);
        await using var source = Npgsql.NpgsqlDataSource.Create(server + ";Pooling=false");
        await using Npgsql.NpgsqlConnection doomed = await source.OpenConnectionAsync();
        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{doomed.ProcessID}"]);
        await kill.WaitForExitAsync();
        while (await RunAsync() is var now && (now is null || Equals(now, before)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        async Task<object?> RunAsync()
        {
            try
            {
                return await ExecuteAsync(server, PostgresFlush.Run);
            }
            catch (Npgsql.NpgsqlException)
            {
                return null; // it ends everybody's session, or recovers
            }
        }
    }

    /// <summary>Ends the server at once, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _server.DownAsync();
        await _server.UpAsync();
    }

    private async Task<string> NewAsync(string template)
    {
        string name = $"ledger{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(_server.ConnectionTo("postgres"), $"create database {name} template {template} strategy file_copy");
        return _server.ConnectionTo(name);
    }
}
