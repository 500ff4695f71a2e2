using Npgsql;

namespace VideoGen.Ledger.Postgres;

/// <summary>Where the PostgreSQL ledger is and how patient it is. A class, so that nothing prints the password by accident.</summary>
/// <param name="connectionString">
/// Npgsql's connection string, as <c>Host=db.internal;Database=videogen;Username=videogen</c>. The database exists; the tables are made by the first
/// use. It leads to PostgreSQL itself, or to a pooler in session mode: who claims is known by a session that ends with its process.
/// </param>
public sealed class PostgresLedgerOptions(string connectionString)
{
    /// <summary>What keeps a connection string from being one of a ledger, without repeating any of it; null for nothing.</summary>
    /// <param name="connectionString">As an operator wrote it.</param>
    /// <returns>The end of a sentence, and what to do.</returns>
    public static (string Message, string Remedy)? FaultOf(string connectionString)
    {
        const string Form = "Write it as Host=db.internal;Port=5432;Database=videogen;Username=videogen";
        ArgumentNullException.ThrowIfNull(connectionString);
        if (connectionString.Contains("://", StringComparison.Ordinal))
        {
            return ("is an address", $"{Form}, without a password.");
        }

        try
        {
            var read = new NpgsqlConnectionStringBuilder(connectionString);
            return read.Password is { Length: > 0 }
                ? ("holds a password", "Put it into the variable that ledger.password_variable names, and take it out of the connection string.")
                : string.IsNullOrWhiteSpace(read.Host) ? ("names no host", $"{Form}.")
                : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return ("is no connection string", $"{Form}; keywords are those of Npgsql.");
        }
    }

    /// <summary>Npgsql's connection string.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>The connection string with the password.</summary>
    public string Complete => Password is null ? ConnectionString : new NpgsqlConnectionStringBuilder(ConnectionString) { Password = Password }.ConnectionString;

    /// <summary>The password, kept apart from the connection string; null where that has one, or none is needed.</summary>
    public string? Password { get; init; }

    /// <summary>How long a call waits for the database to answer a connection. 5 s unless given.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a write waits for another node's before it is refused as <c>ledger_locked</c>. 30 s unless given.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a node may hold the right to write without saying anything, before the database ends its session: what a node that was paused or cut
    /// off in the middle of a write costs the others. 5 s unless given.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections that read, at most. 4 unless given; one more writes and one waits for the disk.</summary>
    public int MaxReaders { get; init; } = 4;
}
