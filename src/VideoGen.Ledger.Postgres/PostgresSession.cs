using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>A session on the database. What is posted waits for the next statement that has an answer, and goes with it in one round trip.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session
{
    // As the database has it for this user, for where it waits for standbys this does; but never without the disk.
    private const string WaitForTheDisk =
        "select set_config('synchronous_commit', case reset_val when 'off' then 'on' else reset_val end, true) from pg_settings where name = 'synchronous_commit'";

    private static long _statements, _roundTrips;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<NpgsqlBatchCommand> _posted = [];
    private bool _inTransaction;

    /// <summary>Statements and round trips of every session of this process, for measurements.</summary>
    public static (long Statements, long RoundTrips) Sent => (Interlocked.Read(ref _statements), Interlocked.Read(ref _roundTrips));

    /// <summary>True once the connection cannot be used any more.</summary>
    public bool IsBroken => connection.FullState is System.Data.ConnectionState.Closed or System.Data.ConnectionState.Broken;

    public override bool InTransaction => _inTransaction;

    /// <summary>True once something of the transaction was sent and answered.</summary>
    public bool IsUnderWay { get; private set; }

    public override string SlimDocument =>
        "(select json_object_agg(key, value) from json_each(job.document) where key not in ('payload', 'responses', 'exchanges'))";

    /// <summary>Begins a transaction, together with its first statement.</summary>
    /// <param name="how">How to begin, as SQL.</param>
    public void Begin(string how = "begin")
    {
        _posted.Clear();
        (_inTransaction, IsUnderWay) = (true, false);
        Post(how);
    }

    /// <summary>Commits what was begun, with what is still posted.</summary>
    public void Commit()
    {
        Execute("commit");
        _inTransaction = false;
    }

    /// <summary>Commits, and returns when that survives a loss of power: for what has no flush of its own behind it.</summary>
    public void CommitOnDisk()
    {
        Post(WaitForTheDisk);
        Commit();
    }

    /// <summary>Ends a transaction without a trace.</summary>
    public void Rollback()
    {
        _posted.Clear();
        if (_inTransaction && !IsBroken)
        {
            Execute("rollback");
        }

        _inTransaction = false;
    }

    public override int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using NpgsqlBatch batch = Batch(sql, parameters);
        batch.ExecuteNonQuery();
        IsUnderWay = true;
        return batch.BatchCommands[^1].RecordsAffected;
    }

    public override void Post(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => _posted.Add(Command(sql, parameters));

    public override void Script(string sql)
    {
        using NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The script is an embedded file of this assembly or a constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override void Dispose() => connection.Dispose();

    protected override DbDataReader Query(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbDataReader reader = Batch(sql, parameters).ExecuteReader();
        IsUnderWay = true;
        return reader;
    }

    private NpgsqlBatch Batch(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (NpgsqlBatchCommand posted in _posted)
        {
            batch.BatchCommands.Add(posted);
        }

        _posted.Clear();
        batch.BatchCommands.Add(Command(sql, parameters));
        Interlocked.Add(ref _statements, batch.BatchCommands.Count);
        Interlocked.Increment(ref _roundTrips);
        return batch;
    }

    private NpgsqlBatchCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_texts.TryGetValue(sql, out string? text))
        {
            _texts.Add(sql, text = Numbered(sql, parameters));
        }

        var command = new NpgsqlBatchCommand(text);
        foreach ((_, object? value) in parameters)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    // PostgreSQL finds out by the statement of which type a text or a null is.
    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = DBNull.Value },
        string text => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = text.Replace('\0', '\uFFFD') }, // which no text of PostgreSQL may hold
        int number => new NpgsqlParameter<long> { TypedValue = number },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        _ => throw new NotSupportedException($"A ledger statement cannot take a {value.GetType()}."),
    };

    private static string Numbered(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        string text = sql;
        for (int i = 0; i < parameters.Length; i++)
        {
            text = Regex.Replace(text, $@"\{parameters[i].Name}\b", $"${i + 1}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }

        return text;
    }
}
