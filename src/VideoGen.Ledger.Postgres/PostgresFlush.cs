using Npgsql;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// Brings what was committed onto the disk, beside the writer: commits wait for no disk, so that the right to write is held for milliseconds; whoever
/// needs them to survive a loss of power waits here for a commit that does wait, and that began after them. The log is one for the whole database, so
/// it covers those of every node, and of as many waiters as there are. Where the database waits for standbys, this does. Thread-safe.
/// </summary>
internal sealed class PostgresFlush(PostgresConnections connections) : IAsyncDisposable
{
    // Writes a few bytes into the log and nothing into any table; needs no right of its own.
    private const string Mark = "select pg_logical_emit_message(true, 'videogen', '')";

    /// <summary>
    /// Tells which run of the database it is, to any user: a new one begins with a start of the server, and with its recovery from the crash of one of
    /// its processes, which takes no new start and throws the statistics away.
    /// </summary>
    public const string Run = "select concat_ws(' ', pg_postmaster_start_time(), (select stats_reset from pg_stat_bgwriter))";

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private Waiters? _next;
    private bool _isRunning;
    private NpgsqlConnection? _connection;
    private volatile string? _run;

    /// <summary>Says in which run of the database the first commits are made, before there is any: their flush proves nothing in another.</summary>
    public void Expect(string run) => Interlocked.CompareExchange(ref _run, run, null);

    /// <summary>The run of the database that is known; null before there is any.</summary>
    public string? KnownRun => _run;

    /// <summary>Completes when everything that was committed before survives a loss of power.</summary>
    public Task FlushAsync() => FlushAsync(_run);

    /// <summary>Completes when everything that was committed before survives a loss of power.</summary>
    /// <param name="run">The run of the database that was known before it was committed: in a later one it may be gone, whoever has been told of that.</param>
    public Task FlushAsync(string? run)
    {
        lock (_lock)
        {
            if (run != _run)
            {
                return Task.FromException(PostgresFault.Translate(Restarted(), connections.Place));
            }

            _next ??= new Waiters(run);
            Task done = _next.Flushed.Task;
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(RunAsync);
            }

            return done;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        await EndAsync();
        _one.Dispose();
    }

    private async Task RunAsync()
    {
        while (Next() is { } waiting)
        {
            await _one.WaitAsync();
            try
            {
                await MarkAsync();
                if (waiting.Run is not null && waiting.Run != _run)
                {
                    throw Restarted(); // while they waited for their turn
                }

                waiting.Flushed.SetResult();
            }
#pragma warning disable CA1031 // Reaches those who wait as what it is.
            catch (Exception error)
#pragma warning restore CA1031
            {
                await EndAsync();
                waiting.Flushed.SetException(PostgresFault.Translate(error, connections.Place));
                _ = waiting.Flushed.Task.Exception;
            }
            finally
            {
                _one.Release();
            }
        }
    }

    private Waiters? Next()
    {
        lock (_lock)
        {
            Waiters? waiting = _next;
            _next = null;
            _isRunning = waiting is not null;
            return waiting;
        }
    }

    private async Task MarkAsync()
    {
        bool isKept = _connection is not null;
        try
        {
            await MarkOnceAsync();
        }
        catch (NpgsqlException) when (isKept)
        {
            // Either the line was cut, or the database ended: what it had not brought onto the disk by then is lost, and no later commit proves anything about it.
            await EndAsync();
            string? before = _run;
            await OpenAsync();
            if (_run != before)
            {
                throw;
            }

            await MarkOnceAsync();
        }
    }

    private async Task MarkOnceAsync()
    {
        if (_connection is null)
        {
            string? before = _run;
            await OpenAsync();
            if (before is not null && _run != before)
            {
                throw Restarted();
            }
        }

        await using NpgsqlCommand command = _connection!.CreateCommand();
        command.CommandText = Mark;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task OpenAsync()
    {
        _connection = await connections.OpenFlushAsync(CancellationToken.None);
        await using NpgsqlCommand command = _connection.CreateCommand();
        command.CommandText = Run;
        _run = await command.ExecuteScalarAsync(CancellationToken.None) as string;
    }

    private static NpgsqlException Restarted() => new("The database was started anew; what was committed shortly before may be lost.");

    private async Task EndAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    // Those who wait for the next commit that waits for the disk, and the run of the database in which the first of them began to: another one proves nothing to them.
    private sealed record Waiters(string? Run)
    {
        public TaskCompletionSource Flushed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
