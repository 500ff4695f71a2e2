using System.Threading.Channels;
using VideoGen.Jobs;

namespace VideoGen.Previews;

/// <summary>
/// Makes posters and proxies of clips as they are delivered, one after the other and beside the steps of jobs, which never wait for it. What is left
/// when the process ends is made when somebody asks for it. Thread-safe.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class PreviewWorker(PreviewStore store) : IAsyncDisposable
{
    private readonly Channel<(Clip Clip, string JobId)> _waiting = Channel.CreateUnbounded<(Clip, string)>(new() { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
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

        _waiting.Writer.TryWrite((clip, job.Id));
        lock (_lock)
        {
            _worker ??= Task.Run(WorkAsync, CancellationToken.None);
        }
    }

    /// <summary>Makes everything that was added, and takes nothing more.</summary>
    internal Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        lock (_lock)
        {
            return _worker ?? Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await CompleteAsync();
        _ending.Dispose();
    }

    private async Task WorkAsync()
    {
        store.Tidy();
        try
        {
            await foreach ((Clip clip, string jobId) in _waiting.Reader.ReadAllAsync(_ending.Token))
            {
                await store.MakeAsync(clip, jobId, _ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }
}
