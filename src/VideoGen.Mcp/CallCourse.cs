namespace VideoGen.Mcp;

/// <summary>
/// The way of a request from its transport to its answer, so that what it holds is given back exactly once: when it is answered, or when its
/// transport gives it up before anybody took it up. Thread-safe.
/// </summary>
/// <param name="over">Gives back what the request holds.</param>
public sealed class CallCourse(Action over)
{
    private const int OnItsWay = 0;
    private const int TakenUp = 1;
    private const int GivenUp = 2;

    private int _state = OnItsWay;

    /// <summary>Gives it up, unless it was taken up: then nothing is done, and its answer ends it.</summary>
    public void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, OnItsWay) == OnItsWay)
        {
            over();
        }
    }

    /// <summary>Takes it up. False for one that was given up, which is as good as never sent.</summary>
    internal bool TryTakeUp() => Interlocked.CompareExchange(ref _state, TakenUp, OnItsWay) == OnItsWay;

    /// <summary>Ends one that was taken up, once it is answered or cancelled.</summary>
    internal void End() => over();
}
