using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Postgres;

/// <summary>Turns what the database says into the ledger's problems. No connection string gets into them.</summary>
internal static class PostgresFault
{
    /// <summary>True when the database is away or broken, so that repeating the other writes one by one would only meet the same.</summary>
    public static bool IsEnvironment(Exception error) => error is LedgerException or SocketException or TimeoutException or IOException
        || (error is NpgsqlException npgsql && (npgsql is not PostgresException || npgsql.SqlState is { } state && !IsOfStatement(state)));

    /// <summary>The exception a caller gets; a defect stays what it is.</summary>
    public static Exception Translate(Exception error, string place) => error switch
    {
        LedgerException => error,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } => New(
            ProblemCodes.LedgerFull, $"The disk of the ledger {place} is full; nothing was written.", "Free some space on the database's machine; work goes on by itself.", error),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected } => New(
            ProblemCodes.LedgerLocked, $"Another session keeps the ledger {place} locked; nothing was written.",
            "Look at pg_stat_activity for a session that holds a lock on the table writer, end it, and try again.", error),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } denied => New(
            ProblemCodes.LedgerUnreachable, $"The ledger {place} refuses this user: {denied.MessageText}.",
            "Check database and user in ledger.connection, the variable that ledger.password_variable names, and that the user owns the tables.", error),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => New(
            ProblemCodes.LedgerUnwritable, $"The ledger {place} can only be read: it is a standby.", "Point ledger.connection at the primary, or add Target Session Attributes=primary.", error),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } or JsonException => New(
            ProblemCodes.LedgerCorrupt, $"The ledger {place} is damaged: {error.Message}", "Stop every node and restore the database from a backup.", error),
        PostgresException refused when IsOfStatement(refused.SqlState) => new InvalidOperationException($"A ledger statement failed: {refused.SqlState} {refused.MessageText}", error),
        NpgsqlException or SocketException or TimeoutException or IOException => New(
            ProblemCodes.LedgerUnreachable, $"The ledger {place} does not answer: {Innermost(error)}",
            "Check that PostgreSQL runs and that this machine reaches it (host, port, TLS in ledger.connection); work goes on by itself once it does.", error),
        _ => error,
    };

    /// <summary>The tables were made by a newer version.</summary>
    public static LedgerException Newer(string place, long found, long known) => new(new Problem(
        ProblemCodes.LedgerNewer, "", $"The ledger {place} has format {found}; this version knows formats up to {known}.",
        "Use the newer version of VideoGen, or point ledger.connection at another database."));

    /// <summary>The tables were made by an older version, and other nodes may still work on them.</summary>
    public static LedgerException Older(string place, long found, long known) => new(new Problem(
        ProblemCodes.LedgerOlder, "", $"The ledger {place} has format {found}; this version works on format {known}.",
        "Stop every node, make a dump (pg_dump --format=custom), run 'videogen ledger upgrade' once, and start the nodes in this version."));

    /// <summary>The database holds tables of somebody else where ours would be.</summary>
    public static LedgerException Foreign(string place) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"The schema of {place} holds tables of another program, no ledger.",
        "Give VideoGen a database of its own, or a schema of its own (Search Path=videogen in ledger.connection)."));

    // Classes 22 (data), 23 (integrity) and 42 (syntax, names): a defect of this one statement.
    private static bool IsOfStatement(string state) => state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("42", StringComparison.Ordinal);

    private static string Innermost(Exception error) => error.GetBaseException().Message.TrimEnd('.') + ".";

    private static LedgerException New(string code, string message, string remedy, Exception error) => new(new Problem(code, "", message, remedy), error);
}
