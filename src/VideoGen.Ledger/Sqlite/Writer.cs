using System.Threading.Channels;
using VideoGen.Frames;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// The only way to write: a queue in front of one thread with one connection. Whatever waits in the queue goes into the next commit together, and
/// whatever was committed when the disk is asked goes onto it together, so a busy ledger costs one disk flush for many writes.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MostPerCommit = 1024;

    private readonly Channel<WriteCommand> _queue = Channel.CreateBounded<WriteCommand>(
        // The only continuation on the reading side is the wake of the waiting thread, cheap enough to run inline.
        new BoundedChannelOptions(QueueLength) { AllowSynchronousContinuations = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteCommand> _batch = [];
    private readonly SqliteLedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<Session, bool> _atOpening;
    private readonly LedgerConnections _connections;
    private readonly LogFlush _flush;
    private readonly Lock _startLock = new();
    private volatile Thread? _thread;
    private volatile bool _isOpen;
    private long _commits;
    private WriterLock? _lock;
    private GroupCommit? _commit;

    public Writer(SqliteLedgerOptions options, TimeProvider time, Func<Session, bool> atOpening)
    {
        _atOpening = atOpening;
        _options = options;
        _time = time;
        _connections = new LedgerConnections(options);
        _flush = new LogFlush(options);
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>True once the file was opened and brought to this version.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Queues a write and waits until it is committed. Cancelling ends the wait, not the write.</summary>
    /// <param name="work">The write.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <param name="outlivesPower">False for what a loss of power makes pointless anyway; true flushes it soon, see <see cref="FlushAsync"/>.</param>
    public async ValueTask<T> RunAsync<T>(Func<Session, T> work, CancellationToken cancellationToken, bool outlivesPower = true)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Start();
        var command = new AnsweredWrite<T>(work) { OutlivesPower = outlivesPower };
        try
        {
            await _queue.Writer.WriteAsync(command, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The ledger was closed.", closed);
        }

        return await command.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when everything that was committed before survives a loss of power.</summary>
    /// <param name="ofOthers">True covers what other processes committed, too.</param>
    /// <param name="cancellationToken">Ends the wait, not the flush.</param>
    public async ValueTask FlushAsync(bool ofOthers, CancellationToken cancellationToken)
    {
        try
        {
            if (_flush.HasFailed)
            {
                await RunAsync(static _ => true, cancellationToken, outlivesPower: false); // folds the log, or says why it cannot
            }

            await _flush.FlushAsync(ofOthers).WaitAsync(cancellationToken);
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            throw LedgerFault.Translate(error, _options.Path);
        }
    }

    /// <summary>Lets what is queued finish, then closes the file. Gives up after the lock timeout: a file left open is safe too.</summary>
    public async ValueTask DisposeAsync()
    {
        bool started;
        lock (_startLock)
        {
            _queue.Writer.TryComplete();
            started = _thread is not null;
        }

        if (started)
        {
            try
            {
                await _ended.Task.WaitAsync(_options.LockTimeout, _time);
            }
            catch (TimeoutException)
            {
                // Another process hangs with the lock in its hand; the thread is a background one and ends with the process.
            }
        }
    }

    private void Start()
    {
        if (_thread is not null)
        {
            return;
        }

        lock (_startLock)
        {
            if (_thread is null)
            {
                _thread = new Thread(Loop) { IsBackground = true, Name = "ledger writer" };
                _thread.Start();
            }
        }
    }

    private void Loop()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            UnderLock(CommitOnce);
        }

        if (_commit is not null)
        {
            UnderLock(_commit.Close);
        }

        _lock?.Dispose();
        _ended.SetResult();
    }

    private void UnderLock(Action work)
    {
        try
        {
            _lock ??= LedgerConnections.OpenLock(_options);
            if (!_lock.TryEnter())
            {
                // The thread may block for as long as the other process likes; those who wait for it may not.
                using var patience = _time.CreateTimer(
                    _ => RefuseQueued(LedgerFault.Locked(_options.Path)), null, _options.LockTimeout, _options.LockTimeout);
                _lock.Enter();
            }

            try
            {
                work();
            }
            finally
            {
                _lock.Exit();
            }
        }
#pragma warning disable CA1031 // Whatever it is, it ends these writes and goes to their callers; the writer goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var fault = LedgerFault.Translate(error, _options.Path);
            _batch.ForEach(command => command.Refuse(fault));
            RefuseQueued(fault);
        }
    }

    private void CommitOnce()
    {
        _commit ??= new GroupCommit(_connections, _options, _flush);
        _commit.Open();
        _batch.Clear();
        if (!_isOpen)
        {
            _batch.Add(new AnsweredWrite<bool>(_atOpening) { OutlivesPower = false });
        }

        _isOpen = true;
        while (_batch.Count < MostPerCommit && _queue.Reader.TryRead(out var command))
        {
            _batch.Add(command);
        }

        Interlocked.Add(ref _commits, _commit.Run(_batch));
        _batch.Clear();
        _commit.CheckpointWhenLarge();
    }

    private void RefuseQueued(Exception error)
    {
        while (_queue.Reader.TryRead(out var command))
        {
            command.Refuse(error);
        }
    }
}
