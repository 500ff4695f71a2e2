using Microsoft.Win32.SafeHandles;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// Brings what was committed onto the disk, beside the writer: a commit is seen by every process at once and survives a kill; whoever needs it to
/// survive a loss of power waits here for a flush of the write-ahead log that began after it. A flush covers everything before it, so that many
/// share one. Thread-safe.
/// </summary>
/// <param name="options">Where the ledger is.</param>
internal sealed class LogFlush(SqliteLedgerOptions options)
{
    // Whoever needs the disk now does not wait for the end of a flush that began before; the file system commits such flushes together.
    private const int MostAtOnce = 4;
    private static readonly TimeSpan SoonIs = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly string _path = options.Path + "-wal";
    private SafeFileHandle? _log;
    private ITimer? _soon;
    private bool _isSoon, _isCommitting;
    private long _written, _flushed;
    private (long From, Task Done) _latest = (-1, Task.CompletedTask);
    private TaskCompletionSource? _next;
    private int _running;
    private volatile bool _hasFailed;

    /// <summary>
    /// True after a flush that failed: what the system held back is lost to later flushes, so the log counts for nothing until it was folded
    /// into the file.
    /// </summary>
    public bool HasFailed => _hasFailed;

    /// <summary>
    /// Commits something that is to survive a loss of power: it is flushed soon, although nobody may wait for it. It is seen before it is counted: whoever
    /// asks for the disk in between waits for a flush that begins after it.
    /// </summary>
    /// <param name="commit">The commit.</param>
    public void Commit(Action commit)
    {
        lock (_lock)
        {
            _isCommitting = true;
        }

        try
        {
            commit();
        }
        finally
        {
            Committed();
        }
    }

    /// <summary>Completes when everything that was committed before survives a loss of power.</summary>
    /// <param name="ofOthers">True covers what other processes committed, too.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public Task FlushAsync(bool ofOthers)
    {
        lock (_lock)
        {
            if (ofOthers)
            {
                _written++;
            }

            return _isCommitting ? Next()
                : _flushed >= _written ? Task.CompletedTask
                : _latest.From == _written ? _latest.Done
                : _running < MostAtOnce ? Begin()
                : Next();
        }
    }

    /// <summary>The log was folded into the file, which is on disk.</summary>
    public void Folded()
    {
        lock (_lock)
        {
            (_flushed, _hasFailed) = (_written, false);
        }
    }

    /// <summary>Flushes what is left and lets go of the log, whose connection is about to be closed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            try
            {
                if (_flushed < _written)
                {
                    options.FlushToDisk(Log());
                    _flushed = _written;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _hasFailed = true;
            }

            _log?.Dispose();
            _log = null;
            _soon?.Dispose();
            (_soon, _isSoon) = (null, false);
        }
    }

    private void Committed()
    {
        lock (_lock)
        {
            _isCommitting = false;
            _written++;
            if (!_isSoon)
            {
                _isSoon = true;
                _soon ??= TimeProvider.System.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _soon.Change(SoonIs, Timeout.InfiniteTimeSpan);
            }

            BeginNext();
        }
    }

    private void Ring()
    {
        lock (_lock)
        {
            _isSoon = false;
        }

        // Whoever waits gets the failure; where nobody does, the next write meets it.
        _ = FlushAsync(ofOthers: false).ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private Task Next() => (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void BeginNext()
    {
        if (_next is { } waiting && !_isCommitting && _running < MostAtOnce)
        {
            _next = null;
            _ = Begin().ContinueWith(done => waiting.SetFromTask(done), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private Task Begin()
    {
        long from = _written;
        _running++;
        Task done = Task.Run(() => Flush(from));
        _latest = (from, done);
        return done;
    }

    private void Flush(long from)
    {
        try
        {
            if (LogToFlush(from) is { } log)
            {
                options.FlushToDisk(log);
            }
        }
        catch (ObjectDisposedException) when (IsFlushed(from))
        {
            // Closed meanwhile, which flushed it.
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
        finally
        {
            End(from);
        }

        // What the system could not write it tells one flush, and holds back from all.
        if (_hasFailed)
        {
            throw new IOException($"{_path} could not be flushed.");
        }
    }

    private void End(long from)
    {
        lock (_lock)
        {
            _running--;
            _flushed = _hasFailed ? _flushed : Math.Max(_flushed, from);
            BeginNext();
        }
    }

    private bool IsFlushed(long from)
    {
        lock (_lock)
        {
            return _flushed >= from;
        }
    }

    private SafeFileHandle? LogToFlush(long from)
    {
        lock (_lock)
        {
            return _flushed >= from ? null : Log();
        }
    }

    // Flushing wants a handle that may write on some systems. SQLite puts no locks on this file, so that closing it lets go of none.
    private SafeFileHandle Log() => _log ??= File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
