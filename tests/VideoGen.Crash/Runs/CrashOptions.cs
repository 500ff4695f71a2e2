namespace VideoGen.Crash.Runs;

/// <summary>What a run does.</summary>
/// <param name="Kills">Kills after which it comes to rest; 1 or more.</param>
/// <param name="Seed">Decides who is killed when. The processes run on a real machine: the same seed is the same plan, not the same history.</param>
/// <param name="Longest">Time after which no more is killed, whatever the number.</param>
public sealed record CrashOptions(int Kills, int Seed, TimeSpan Longest)
{
    /// <summary>Servers on the one ledger, besides programs of the command line that come and go.</summary>
    public int Servers { get; init; } = 2;

    /// <summary>Requests that callers have under way at once.</summary>
    public int Callers { get; init; } = 8;
}
