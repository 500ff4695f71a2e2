namespace VideoGen.Animatic.Orders;

/// <summary>A render of this process that is not over. Hears the renderer's progress.</summary>
/// <param name="Number">Place in the order of arrival.</param>
/// <param name="Stop">Ends it.</param>
/// <param name="Cancelled">True when someone, perhaps in another process, cancelled it.</param>
internal sealed record RenderRun(long Number, CancellationTokenSource Stop, Func<bool> Cancelled) : IProgress<double>
{
    // Twice a second of the clip: a look at the disk a frame would be waste.
    private const int FramesBetweenLooks = 12;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _done;
    private int _frames;

    /// <summary>Share done, 0 to 1; 0 while it waits in line.</summary>
    public double Done => Volatile.Read(ref _done);

    /// <summary>Completes when nothing of it runs any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Says that nothing of it runs any more.</summary>
    public void End() => _ended.TrySetResult();

    /// <inheritdoc/>
    public void Report(double value)
    {
        Volatile.Write(ref _done, value);
        if (_frames++ % FramesBetweenLooks == 0 && Cancelled())
        {
            Stop.Cancel();
        }
    }
}
