using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// Moves a SQLite ledger into an empty PostgreSQL ledger, while nothing works on either: in one transaction, which is committed only once every row was
/// read back and found to be the same. The file is then put away, so that no process goes on with what was moved.
/// </summary>
public static class LedgerCopy
{
    private const string AnyRow = "select count(*) from request";
    private const string AnyOwned = "select count(*) from (select 1 from prompt_template where document::text is distinct from shipped_document::text union all select 1 from provider_config where document::text is distinct from shipped_document::text) owned";
    private const string AnyAlive = "select count(*) from claimer where not pg_try_advisory_xact_lock(lock_key)";
    private const string ClearShipped = "truncate prompt_template, provider_config, catalog_seed, claimer, process";

    /// <summary>Moves it.</summary>
    /// <param name="file">The SQLite ledger.</param>
    /// <param name="database">The PostgreSQL ledger.</param>
    /// <param name="cancellationToken">Looked at between pages: nothing is moved then.</param>
    /// <returns>Rows that were moved, and where the file is now.</returns>
    /// <exception cref="LedgerException">Something works on one of them, or the database holds requests already.</exception>
    public static Task<(long Rows, string File)> RunAsync(SqliteLedgerOptions file, PostgresLedgerOptions database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(database);
        return Task.Factory.StartNew(() => Run(file, database, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static (long Rows, string File) Run(SqliteLedgerOptions file, PostgresLedgerOptions database, CancellationToken cancellationToken)
    {
        var connections = new PostgresConnections(database);
        try
        {
            using ClosedLedger source = ClosedLedger.Open(file);
            using PostgresSession target = connections.OpenWriter();
            PostgresSchema.Prepare(target, connections.Place);
            target.Begin();
            target.Post("set local idle_in_transaction_session_timeout = 0");
            target.Execute("lock table writer in exclusive mode");
            RefuseUse(target, connections.Place);
            target.Execute(ClearShipped);
            long rows = 0;
            foreach (LedgerTable table in LedgerTable.All)
            {
                rows += Copy(table, source.Session, target, cancellationToken);
            }

            foreach (LedgerTable table in LedgerTable.All)
            {
                Compare(table, source.Session, target, connections.Place, cancellationToken);
            }

            target.CommitOnDisk(); // before the file is put away
            return (rows, source.PutAway());
        }
        catch (Exception error) when (error is Npgsql.NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresFault.Translate(error, connections.Place);
        }
        finally
        {
            connections.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void RefuseUse(PostgresSession target, string place)
    {
        if (target.Number(AnyAlive) > 0)
        {
            throw Refused(ProblemCodes.LedgerLocked, $"A node works on the ledger {place}; nothing was moved.", "Stop every node whose ledger.connection leads there, and try again.");
        }

        if (target.Number(AnyRow) > 0 || target.Number(AnyOwned) > 0)
        {
            throw Refused(
                ProblemCodes.LedgerNotEmpty, $"The ledger {place} already holds requests, or templates and provider configs of its own; nothing was moved.",
                "Point ledger.connection at a new, empty database: two ledgers cannot be made one.");
        }
    }

    private static long Copy(LedgerTable table, Session source, PostgresSession target, CancellationToken cancellationToken)
    {
        ImmutableArray<(string Name, string Type)> columns = table.Columns(target);
        string insert = $"insert into {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) values ({string.Join(", ", columns.Select(c => "$" + c.Name))})";
        long rows = 0;
        foreach (ImmutableArray<object?[]> page in table.Pages(source, columns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (object?[] row in page)
            {
                target.Post(insert, [.. columns.Select((column, i) => ("$" + column.Name, row[i]))]);
            }

            target.Number("select 1"); // sends the page
            rows += page.Length;
        }

        if (table.IsCounted && rows > 0)
        {
            target.Number($"select setval(pg_get_serial_sequence('{table.Name}', 'number'), (select max(number) from {table.Name}))");
        }

        return rows;
    }

    private static void Compare(LedgerTable table, Session source, PostgresSession target, string place, CancellationToken cancellationToken)
    {
        ImmutableArray<(string Name, string Type)> columns = table.Columns(target);
        using IEnumerator<object?[]> written = table.Pages(target, columns).SelectMany(page => page).GetEnumerator();
        foreach (object?[] row in table.Pages(source, columns).SelectMany(page => page))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!written.MoveNext() || !row.AsSpan().SequenceEqual(written.Current))
            {
                throw Different(table, place);
            }
        }

        if (written.MoveNext())
        {
            throw Different(table, place);
        }
    }

    private static LedgerException Different(LedgerTable table, string place) =>
        Refused(ProblemCodes.LedgerCorrupt, $"A row of {table.Name} came back from {place} otherwise than it was sent; nothing was moved.", "Run 'videogen doctor' on the file first. If it finds nothing, report this.");

    private static LedgerException Refused(string code, string message, string remedy) => new(new Problem(code, "", message, remedy));
}
