using System.Diagnostics;

namespace VideoGen.Crash.Processes;

/// <summary>A program that runs until it is killed. What it writes is read away, and its last lines are kept.</summary>
internal sealed class RunningProgram : IDisposable
{
    private const int KeptLines = 60;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<string, string?> _readyAt;

    /// <summary>Takes over a started process.</summary>
    /// <param name="process">Its output is redirected.</param>
    /// <param name="readyAt">What a line says that makes it ready; null for any other line.</param>
    public RunningProgram(Process process, Func<string, string?> readyAt)
    {
        (_process, _readyAt) = (process, readyAt);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{process.StartInfo.FileName} ended:\n{Said}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = _ready.Task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>What made it ready; fails when it ends by itself before, and is cancelled when it is killed before.</summary>
    public Task<string> Ready => _ready.Task;

    /// <summary>True until it is seen to have ended.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Its last lines.</summary>
    public string Said
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Ends when it has ended.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Kills it with signal 9, without its children; false when it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        bool wasAlive = IsAlive;
        if (wasAlive)
        {
            _ready.TrySetCanceled();
        }

        _process.Kill();
        await _process.WaitForExitAsync();
        return wasAlive;
    }

    /// <summary>Tells it to end, as a supervisor does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await Programs.StopAsync(_process, cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }

        if (_readyAt(line) is { } ready)
        {
            _ready.TrySetResult(ready);
        }
    }
}
