using VideoGen.Crash.Relays;

namespace VideoGen.Crash.Runs;

/// <summary>
/// Which kill comes next: round by round each moment that every order passes, some of the others, and kills at any time. Chance decides the
/// order within a round, never whether a moment has its turn.
/// </summary>
internal sealed class Aims(Random random)
{
    private const int OthersPerRound = 2, AnyTimePerRound = 4;
    private static readonly Moment[] Sure = [.. Moment.All.Where(m => m.IsSure)];
    private static readonly Moment[] Others = [.. Moment.All.Where(m => !m.IsSure)];

    private readonly Queue<Moment?> _round = new();
    private int _others;

    /// <summary>The moment of the next kill; null for any time.</summary>
    public Moment? Next()
    {
        if (_round.Count == 0)
        {
            Moment?[] round =
            [
                .. Sure,
                .. Enumerable.Range(0, OthersPerRound).Select(_ => Others[_others++ % Others.Length]),
                .. Enumerable.Repeat<Moment?>(null, AnyTimePerRound),
            ];
            random.Shuffle(round);
            Array.ForEach(round, _round.Enqueue);
        }

        return _round.Dequeue();
    }
}
