using System.Globalization;
using Npgsql;

namespace VideoGen.Ledger.Postgres;

/// <summary>Opens sessions the one safe way. Each belongs to its owner: none is pooled, since who claims is known by a session.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private readonly PostgresLedgerOptions _options;
    private readonly NpgsqlDataSource _source;

    public PostgresConnections(PostgresLedgerOptions options)
    {
        _options = options;
        var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        given.Pooling = false;
        given.Enlist = false;
        given.Timeout = Math.Max(1, (int)options.ConnectTimeout.TotalSeconds);
        given.CommandTimeout = 60;
        given.MaxAutoPrepare = 200;
        given.AutoPrepareMinUsages = 2;
        given.TcpKeepAlive = true;
        given.TcpKeepAliveTime = 10;
        given.TcpKeepAliveInterval = 3;
        given.ApplicationName ??= "videogen";
        given.Password = options.Password ?? given.Password;
        Place = $"{given.Database ?? given.Username} on {given.Host}:{given.Port}";

        // The slim builder carries no type mappings that we do not use, which the native program would ship.
        _source = new NpgsqlSlimDataSourceBuilder(given.ConnectionString).EnableTransportSecurity().Build();
    }

    /// <summary>Where that is, for people.</summary>
    public string Place { get; }

    /// <summary>A session that writes. Its commits wait for no disk: that is the flush's work.</summary>
    public PostgresSession OpenWriter() => Open(
        $"""
        set synchronous_commit = off;
        set lock_timeout = {Milliseconds(_options.LockTimeout)};
        set idle_in_transaction_session_timeout = {Milliseconds(_options.SilenceTimeout)};
        set statement_timeout = {Milliseconds(_options.LockTimeout + _options.LockTimeout)};
        set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3;
        """);

    /// <summary>A session that cannot write.</summary>
    public PostgresSession OpenReader() => Open("set default_transaction_read_only = on; set statement_timeout = 60000;");

    /// <summary>A connection that brings commits onto the disk, also where the database's own setting would not wait for it.</summary>
    public async Task<NpgsqlConnection> OpenFlushAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private PostgresSession Open(string script)
    {
        NpgsqlConnection connection = _source.OpenConnection();
        try
        {
            var session = new PostgresSession(connection);
            session.Script(script);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
