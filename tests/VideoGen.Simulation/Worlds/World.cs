using System.Runtime.CompilerServices;

namespace VideoGen.Simulation.Worlds;

/// <summary>
/// A world on one thread: a clock that jumps from event to event, and processes whose code runs a piece at a time, from one await to the
/// next, in an order that chance decides. Nothing outside of it has a say, so a seed is a history.
/// </summary>
/// <remarks>
/// What happens outside of the processes (network, disks, other people) happens without a synchronization context, so that awaits inside
/// libraries (<c>ConfigureAwait(false)</c>) go on at once, on this thread; awaits of a process go through <see cref="Process.Post"/>.
/// </remarks>
internal sealed class World(ulong seed, Trace trace)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Happening, (TimeSpan At, long Number)> _future = new();
    private readonly List<(Process Of, SendOrPostCallback Piece, object? State)> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _happenings;

    public Chance Chance { get; } = new(seed);

    public bool IsTraced => trace.IsKept;

    /// <summary>Time since the start.</summary>
    public TimeSpan Since { get; private set; }

    public DateTimeOffset Now => Start + Since;

    /// <summary>Pieces and events so far.</summary>
    public long Steps { get; private set; }

    /// <summary>What broke the world itself, as against a promise; null while nothing did.</summary>
    public string? Defect { get; private set; }

    /// <summary>Makes something happen after a while.</summary>
    public Happening After(TimeSpan delay, Action what, Process? of = null)
    {
        var happening = new Happening(what, of);
        _future.Enqueue(happening, (Since + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero), _happenings++));
        return happening;
    }

    /// <summary>A piece of a process that can run now.</summary>
    public void Ready(Process of, SendOrPostCallback piece, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            Break($"{of.Name} left the simulated thread: {Environment.StackTrace}");
        }
        else
        {
            _ready.Add((of, piece, state));
        }
    }

    /// <summary>Lets a while pass. Ends outside of every process; whoever awaits it in library or device code uses ConfigureAwait(false).</summary>
    public Task PassAsync(TimeSpan delay, Process? of = null, CancellationToken cancellationToken = default)
    {
        var passed = new TaskCompletionSource();
        After(delay, () => passed.TrySetResult(), of);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.UnsafeRegister(_ => After(TimeSpan.Zero, () => passed.TrySetCanceled(cancellationToken)), null);
        }

        return passed.Task;
    }

    /// <summary>Calls off what a process has under way, as far as chance says so: a disk may have taken a write, or not.</summary>
    public void Abandon(Process process)
    {
        _ready.RemoveAll(piece => piece.Of == process);
        foreach ((Happening happening, _) in _future.UnorderedItems.Where(i => i.Element.Of == process && i.Element.IsOn).OrderBy(i => i.Priority.Number).ToArray())
        {
            happening.IsOn = Chance.PerMille(500);
        }
    }

    /// <summary>Goes on until something is true, the time is over, or nothing is left to happen.</summary>
    public void Run(Func<bool> until, TimeSpan end, long mostSteps)
    {
        while (Defect is null && Since <= end && !until())
        {
            if (++Steps > mostSteps)
            {
                Break($"The world does not come to rest within {mostSteps} steps.");
            }

            if (_ready.Count > 0)
            {
                RunPiece();
            }
            else if (_future.TryDequeue(out Happening? next, out (TimeSpan At, long) when))
            {
                Since = when.At > Since ? when.At : Since;
                Happen(next);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Adds a line to the trace.</summary>
    public void Tell(string who, [InterpolatedStringHandlerArgument("")] TraceLine what)
    {
        if (trace.IsKept)
        {
            trace.Add(Since, who, what.ToString());
        }
    }

    /// <summary>Ends the run: the simulation itself, or code that must not throw, is broken.</summary>
    public void Break(string defect) => Defect ??= defect;

    private void RunPiece()
    {
        int i = Chance.Below(_ready.Count);
        (Process of, SendOrPostCallback piece, object? state) = _ready[i];
        _ready.RemoveAt(i);
        if (!of.IsAlive || of.DiesNow())
        {
            return;
        }

        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(of);
        try
        {
            piece(state);
        }
#pragma warning disable CA1031 // Nobody is left to catch it: that is a defect, and is told as one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Break($"{of.Name}: {e}");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Happen(Happening happening)
    {
        if (!happening.IsOn)
        {
            return;
        }

        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            happening.Happen();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Break(e.ToString());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
