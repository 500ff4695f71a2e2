using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Orders;
using VideoGen.Animatic.Rendering;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Animatic;

/// <summary>
/// The provider that needs no key: camera moves on the stills, rendered on this machine. An order is on disk before it is accepted, and
/// any process that asks for an unfinished job takes it over when its renderer died: rendering is free and gives the same clip.
/// </summary>
public sealed class AnimaticProvider : IVideoProvider, IAsyncDisposable
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "animatic";

    private readonly AnimaticOptions _options;
    private readonly RenderFolder _folder;
    private readonly AnimaticRenderer _renderer;
    private readonly RenderQueue _queue;
    private readonly TimeProvider _time;
    private volatile string? _proven;

    /// <summary>Makes the provider.</summary>
    /// <param name="options">Where it works.</param>
    /// <param name="schedule">Called as soon as a render ends.</param>
    /// <param name="time">The clock of those ticks.</param>
    public AnimaticProvider(AnimaticOptions options, IJobSchedule schedule, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        _folder = new RenderFolder(options.Home);
        _renderer = new AnimaticRenderer(options.FfmpegPath, options.Parallel, time, options.MaxPixels);
        _queue = new RenderQueue(_folder, _renderer, schedule, time);
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public bool UsesTrainedModel => false;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken)
    {
        if (FfmpegProgram.Find(_options.FfmpegPath) is not { } program)
        {
            return [new Problem("ffmpeg_missing", "", "The animatic provider needs ffmpeg, which was not found.", FfmpegProgram.Remedy)];
        }

        if (_proven == program)
        {
            return [];
        }

        if (await FfmpegCheck.FaultAsync(program, _time, cancellationToken) is { } fault)
        {
            return [new Problem("ffmpeg_unusable", "", fault, FfmpegProgram.Remedy)];
        }

        _proven = program;
        return [];
    }

    /// <inheritdoc/>
    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var render = new RenderOrder
        {
            Renderer = RenderOrder.Present,
            Prompt = order.Prompt,
            Stills = [.. order.Stills.Select(Still)],
            CameraNotes = order.CameraNotes,
            ShotSeconds = order.ShotSeconds,
            Seconds = order.SlotSeconds,
            Frames = (int)Math.Round(order.SlotSeconds * order.Preset.Output.FramesPerSecond, MidpointRounding.AwayFromZero),
            FramesPerSecond = order.Preset.Output.FramesPerSecond,
            Width = order.Preset.Output.Width,
            Height = order.Preset.Output.Height,
            MotionStrength = order.MotionStrength,
        };
        PrepareResult result = render.ToSpec().Fault is { } fault
            ? new PrepareResult.Refused(Failure(fault, "render_failed", "Order 2 to 4 seconds with at most two stills."))
            : new PrepareResult.Ready(JsonSerializer.Serialize(render, OrderJson.Default.RenderOrder));
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return ValueTask.FromResult(Submit(submission));
    }

    /// <inheritdoc/>
    public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            return ValueTask.FromResult(Status(job.RequestId));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return ValueTask.FromResult<JobStatus>(new JobStatus.Unreachable($"The render folder cannot be used: {broken.Message}"));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        string id = job.RequestId;
        if (!RenderFolder.IsSafe(id) || !_folder.HasOrder(id))
        {
            return CancelResult.NotFound;
        }

        if (_folder.IsOver(id))
        {
            return _folder.IsCancelled(id) ? CancelResult.Removed : CancelResult.AlreadyCompleted;
        }

        try
        {
            _folder.KeepCancelled(id);
        }
        catch (IOException)
        {
            return CancelResult.Unreachable;
        }

        if (_queue.Find(id) is not { } run)
        {
            return CancelResult.Requested;
        }

        try
        {
            await run.Stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment; the status tells which way.
        }

        await run.Ended.WaitAsync(cancellationToken);
        return File.Exists(_folder.Clip(id)) ? CancelResult.AlreadyCompleted : CancelResult.Removed;
    }

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return ValueTask.FromResult<FindResult>(RenderFolder.IsSafe(submission.JobId) && _folder.HasOrder(submission.JobId)
            ? new FindResult.Found(new ProviderJob(submission.JobId, submission.Model))
            : new FindResult.Absent());
    }

    /// <summary>Ends all renders of this process; unfinished jobs go on where they are next asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _renderer.Dispose();
    }

    private SubmitResult Submit(Submission submission)
    {
        if (!RenderFolder.IsSafe(submission.JobId))
        {
            return new SubmitResult.Refused(Failure("The job id cannot be part of a file name.", "render_failed", "Report this."));
        }

        try
        {
            _folder.KeepOrder(submission.JobId, submission.Payload);
            _queue.Start(submission.JobId);
            return new SubmitResult.Accepted(new ProviderJob(submission.JobId, submission.Model));
        }
        catch (Exception broken) when (DiskFault.Is(broken))
        {
            return new SubmitResult.Refused(Failure(
                $"The order could not be written to the render folder: {DiskFault.Why(broken)}", "disk_full", "Check space and permissions of the home folder."));
        }
    }

    private JobStatus Status(string id)
    {
        if (!RenderFolder.IsSafe(id) || !_folder.HasOrder(id))
        {
            return new JobStatus.Gone("There is no order of this id in the render folder.");
        }

        if (Outcome(id) is { } outcome)
        {
            return outcome;
        }

        // First it is reported, then tried again, and reported all the while: whether it is out of the way shows at the end of a render.
        if (_queue.Obstacle(id, out bool wasReported) is { } obstacle)
        {
            if (wasReported)
            {
                _queue.Start(id);
            }

            return new JobStatus.Unreachable($"{obstacle.Message} {obstacle.NextStep} It is tried again by itself.");
        }

        return _queue.Start(id) switch
        {
            { Done: 0 } waiting => new JobStatus.Queued(_queue.Ahead(waiting)),
            { } running => new JobStatus.Running(running.Done),
            null => Outcome(id) ?? (_folder.Order(id) is null
                ? new JobStatus.Gone("The order in the render folder cannot be read.")
                : new JobStatus.Running(null)),
        };
    }

    private JobStatus? Outcome(string id)
    {
        var clip = new FileInfo(_folder.Clip(id));
        if (clip.Exists)
        {
            return new JobStatus.Succeeded(new ProviderClip(FileAddress.Of(clip.FullName))
            {
                ContentType = "video/mp4",
                FileSize = clip.Length,
                BilledUnits = 0,
                Notes = _folder.Order(id)?.Notes() ?? [],
            });
        }

        if ((_folder.Fault(id) ?? _queue.UnkeptFault(id)) is { } fault)
        {
            return new JobStatus.Failed(Failure(fault.Message, fault.Code, fault.NextStep));
        }

        return _folder.IsCancelled(id) ? new JobStatus.Cancelled() : null;
    }

    private static ProviderFailure Failure(string message, string code, string nextStep) =>
        new(FailureError.ProviderError, message, Billed.No) { ProviderCode = code, NextStep = nextStep };

    private static RenderStill Still(FrameStill still) => new(still.FrameId, still.LocalPath, still.Sha256, still.Width, still.Height);
}
