using System.Threading.Channels;
using VideoGen.Jobs;

namespace VideoGen.Previews;

/// <summary>
/// Makes posters and proxies of delivered clips, one after the other and beside the steps of jobs, which never wait for it: it begins when no clip
/// was added for half a second, or after five seconds. What is left when the process ends is made when somebody asks for it. Thread-safe.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">Clock for the pauses.</param>
public sealed class PreviewWorker(PreviewStore store, TimeProvider time) : IAsyncDisposable
{
    // The clips of a request often end together, and somebody waits for the last of them: its delivery has the processors first.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<(Clip Clip, string JobId, long AddedAt)> _waiting = Channel.CreateUnbounded<(Clip, string, long)>(new() { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _complete = new();
    private readonly Lock _lock = new();
    private long _lastAddedAt;
    private Task? _worker;

    /// <summary>Adds a delivered clip.</summary>
    /// <param name="job">A job with a stored clip.</param>
    /// <param name="arrived">The file that the clip arrived in; taken over where the clip lies on no disk of this machine.</param>
    public void Add(Job job, string arrived)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!store.Makes || job.Clip is not { } clip)
        {
            return;
        }

        try
        {
            store.TakeOver(clip, job.Id, arrived);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // a full disk: the clip itself is not concerned
        }

        long now = time.GetTimestamp();
        Volatile.Write(ref _lastAddedAt, now);
        _waiting.Writer.TryWrite((clip, job.Id, now));
        lock (_lock)
        {
            _worker ??= Task.Run(WorkAsync, CancellationToken.None);
        }
    }

    /// <summary>Makes everything that was added, without a pause, and takes nothing more.</summary>
    internal async Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        await _complete.CancelAsync();
        Task? worker;
        lock (_lock)
        {
            worker = _worker;
        }

        await (worker ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await CompleteAsync();
        _ending.Dispose();
        _complete.Dispose();
    }

    private async Task WorkAsync()
    {
        store.Tidy();
        try
        {
            await foreach ((Clip clip, string jobId, long addedAt) in _waiting.Reader.ReadAllAsync(_ending.Token))
            {
                await PauseAsync(addedAt);
                await store.MakeAsync(clip, jobId, _ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task PauseAsync(long addedAt)
    {
        while (!_complete.IsCancellationRequested && Remaining(addedAt) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, time, _complete.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Remaining(long addedAt)
    {
        TimeSpan quiet = Pause - time.GetElapsedTime(Volatile.Read(ref _lastAddedAt));
        TimeSpan longest = LongestPause - time.GetElapsedTime(addedAt);
        return quiet < longest ? quiet : longest;
    }
}
