namespace VideoGen.Synthesis;

/// <summary>How the agent behaves on this machine.</summary>
public sealed record AgentOptions
{
    /// <summary>Provider for requests that name none.</summary>
    public required string DefaultProvider { get; init; }

    /// <summary>Folder for clips on their way; absolute path.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Identity of this process in the ledger; unique among running processes.</summary>
    public required string Owner { get; init; }

    /// <summary>Largest request in bytes; 64 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a step may be silent before another process may take the job; 60 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a job is followed after its submit before it is given up as expired; 48 h.</summary>
    public TimeSpan FollowLimit { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Attempts to fetch a finished clip before it is left to <c>redeliver</c>; 6.</summary>
    public int MaxDownloadAttempts { get; init; } = 6;

    /// <summary>Jobs in no end state that the ledger may hold; a request beyond is refused. 10 000.</summary>
    public int MaxInFlight { get; init; } = 10_000;

    /// <summary>Longest pause between two status reads of a job that nobody waits for; 60 s.</summary>
    public TimeSpan SlowestLook { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Status reads a second in the long run, whatever the poll interval of single jobs; 25.</summary>
    public int LooksPerSecond { get; init; } = 25;

    /// <summary>Where a job's clip is while it is not stored yet.</summary>
    public string WorkFile(string jobId) => Path.Combine(WorkFolder, $"{jobId}.mp4");

    /// <summary>No step of a job puts the next one off for longer: 15 minutes, or more where so many jobs share the looks.</summary>
    public TimeSpan LongestPause => TimeSpan.FromSeconds(Math.Max(15 * 60, 1.5 * MaxInFlight / LooksPerSecond));
}
