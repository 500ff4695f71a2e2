using System.Collections.Concurrent;
using VideoGen.Animatic.Rendering;
using VideoGen.Files;
using VideoGen.Frames;
using VideoGen.Jobs;

namespace VideoGen.Animatic.Orders;

/// <summary>Renders orders in the background of this process; each is rendered by one process at a time. Thread-safe.</summary>
internal sealed class RenderQueue : IAsyncDisposable
{
    private readonly RenderFolder _folder;
    private readonly AnimaticRenderer _renderer;
    private readonly IJobSchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, RenderRun> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RenderFault> _unkept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RenderFault> _obstacles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unreported = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _losses = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private long _arrivals;

    // Killed or stuck this often, it is not chance: the picture or the machine is too large or too small.
    private const int MostLosses = 3;

    /// <summary>Opens the queue.</summary>
    public RenderQueue(RenderFolder folder, AnimaticRenderer renderer, IJobSchedule schedule, TimeProvider time)
    {
        _folder = folder;
        _renderer = renderer;
        _schedule = schedule;
        _time = time;
    }

    /// <summary>The render of a job in this process; null when it is not here.</summary>
    public RenderRun? Find(string jobId) => _runs.GetValueOrDefault(jobId);

    /// <summary>Why a render failed here, where the disk would not even keep that; null otherwise.</summary>
    public RenderFault? UnkeptFault(string jobId) => _unkept.GetValueOrDefault(jobId);

    /// <summary>What of this machine was in the way of the last render that ended; null for nothing.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="wasReported">True when it was asked for before.</param>
    public RenderFault? Obstacle(string jobId, out bool wasReported)
    {
        RenderFault? fault = _obstacles.GetValueOrDefault(jobId);
        wasReported = fault is not null && !_unreported.TryRemove(jobId, out _);
        return fault;
    }

    /// <summary>Renders ahead of one in this process that have not begun.</summary>
    public int Ahead(RenderRun run) => _runs.Values.Count(r => r.Number < run.Number && r.Done == 0);

    /// <summary>Starts the render of a kept order, unless it is over or someone renders it.</summary>
    /// <returns>The render of this process, or null when another process has it or it is over.</returns>
    public RenderRun? Start(string jobId)
    {
        if (_runs.TryGetValue(jobId, out RenderRun? running))
        {
            return running;
        }

        FileStream? held = _folder.TakeLock(jobId);
        if (held is null)
        {
            return _runs.GetValueOrDefault(jobId);
        }

        // Whoever held the lock before may have finished between our look and our hold.
        if (_folder.IsOver(jobId) || _closing.IsCancellationRequested || _folder.Order(jobId) is not { } order)
        {
            held.Dispose();
            return null;
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var run = new RenderRun(Interlocked.Increment(ref _arrivals), stop, () => _folder.IsCancelled(jobId));
        _runs[jobId] = run;
        _ = Task.Run(() => WorkAsync(jobId, order, run, held), CancellationToken.None);
        return run;
    }

    /// <summary>Ends all renders; they start again where their jobs are next asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(r => r.Ended));
        _closing.Dispose();
    }

    private async Task WorkAsync(string jobId, RenderOrder order, RenderRun run, FileStream held)
    {
        bool over = false;
        try
        {
            over = await RenderAsync(jobId, order, run);
        }
        finally
        {
            Leave(jobId, run, held, over);
        }
    }

    private void Leave(string jobId, RenderRun run, FileStream held, bool over)
    {
        try
        {
            if (over)
            {
                _folder.DropLock(jobId);
            }
        }
        catch (IOException)
        {
            // A lock file too many costs nothing: the next one to hold it sees that the render is over.
        }

        held.Dispose();
        _runs.TryRemove(jobId, out _);
        run.Stop.Dispose();
        if (!_closing.IsCancellationRequested)
        {
            _schedule.TickAt(jobId, _time.GetUtcNow());
        }

        run.End();
    }

    private async Task<bool> RenderAsync(string jobId, RenderOrder order, RenderRun run)
    {
        try
        {
            _folder.Sweep(jobId);
            CheckStills(order);
            await _renderer.RenderAsync(order.ToSpec(), _folder.Clip(jobId), run, run.Stop.Token);
            _obstacles.TryRemove(jobId, out _);
            return true;
        }
        catch (OperationCanceledException)
        {
            return _folder.IsCancelled(jobId);
        }
        catch (AnimaticException failed) when (failed.IsOfThePlace && !(failed.IsEncoderLost && _losses.AddOrUpdate(jobId, 1, (_, n) => n + 1) >= MostLosses))
        {
            return Meet(jobId, new RenderFault(failed.Code, failed.Message, failed.NextStep));
        }
        catch (AnimaticException failed)
        {
            return Keep(jobId, new RenderFault(failed.Code, failed.Message, failed.NextStep));
        }
        catch (ArgumentException refused) when (!DiskFault.Is(refused))
        {
            return Keep(jobId, new RenderFault(
                "render_failed", refused.Message, "Report this: the plan ordered a clip that cannot be rendered."));
        }
        catch (Exception broken) when (DiskFault.Is(broken))
        {
            return Meet(jobId, new RenderFault("disk_full", $"The clip could not be written: {DiskFault.Why(broken)}", "Check space and permissions of the home folder."));
        }
    }

    // A still that somebody changed in the store is not the one that was ordered; one that is missing the renderer reports itself.
    private static void CheckStills(RenderOrder order)
    {
        foreach (RenderStill still in order.Stills)
        {
            if (File.Exists(still.LocalPath) && !FileHash.Matches(still.LocalPath, still.Sha256))
            {
                throw new AnimaticException("still_changed", $"The picture of {still.FrameId} was changed since it was ordered: {still.LocalPath}.", "Send the request again: the still is then read anew.");
            }
        }
    }

    // In memory only: another process that takes the render over meets it, or does not.
    private bool Meet(string jobId, RenderFault fault)
    {
        _obstacles[jobId] = fault;
        _unreported[jobId] = true;
        return false;
    }

    // A full disk may not take the failure either. Remembered in memory, it still ends the job instead of rendering it again and again.
    private bool Keep(string jobId, RenderFault fault)
    {
        try
        {
            _folder.KeepFault(jobId, fault);
            return true;
        }
        catch (Exception broken) when (DiskFault.Is(broken))
        {
            _unkept[jobId] = fault;
            return false;
        }
    }
}
