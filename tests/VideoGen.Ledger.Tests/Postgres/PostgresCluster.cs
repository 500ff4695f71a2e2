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
