using System.Security.Cryptography;
using VideoGen.Choosing;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Provenance;

namespace VideoGen.Synthesis;

/// <summary>How the agent behaves on this machine.</summary>
public sealed record AgentOptions
{
    private const int OwnerBytes = 8;

    /// <summary>Folder of the ledger, the kept stills and the clips; absolute path. Default: <c>videogen</c> in the user's data folder.</summary>
    public string Home { get; set; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "videogen");

    /// <summary>Provider for requests that name none; empty takes the first one that was added and lacks nothing, such as a key.</summary>
    public string DefaultProvider { get; set; } = "";

    /// <summary>How provider and models are chosen for requests that name neither; the default provider with its default models unless given.</summary>
    public ChoosingOptions Choosing { get; set; } = new();

    /// <summary>True orders a segment once more by itself that failed at its provider without being billed; false unless given.</summary>
    public bool RetryUnbilled { get; set; }

    /// <summary>True when nobody named the default provider, and the first one that can render became it.</summary>
    internal bool IsDefaultFound { get; set; }

    /// <summary>Folder for clips on their way; absolute path. Default: <c>work</c> below <see cref="Home"/>.</summary>
    public string WorkFolder { get => field ?? Path.Combine(Home, "work"); set; }

    /// <summary>Identity of this process in the ledger; unique among running processes, as the default is.</summary>
    public string Owner { get => field ??= $"{Environment.MachineName}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(OwnerBytes))}"; set; }

    /// <summary>Base address under which clips of <see cref="Home"/> are handed out; null answers with file addresses.</summary>
    public Uri? MediaUrl { get; set; }

    /// <summary>Which stills are read at all, and how long they may take.</summary>
    public PictureLimits Pictures { get; set; } = new();

    /// <summary>What delivered clips tell about where they come from.</summary>
    public ProvenanceOptions Provenance { get; set; } = new();

    /// <summary>What is done to copies of delivered clips where a request does not say; nothing unless given.</summary>
    public FinishingOptions Finishing { get; set; } = new();

    /// <summary>Steps that this process takes at a time.</summary>
    public StepLimits Steps { get; set; } = new();

    /// <summary>Largest request in bytes; 64 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a step may be silent before another process may take the job; 60 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a job is followed after its submit before it is given up as expired; 48 h.</summary>
    public TimeSpan FollowLimit { get; set; } = TimeSpan.FromHours(48);

    /// <summary>How long a job may wait because the account's own limit at the provider is used up; that time does not count as followed. 7 days.</summary>
    public TimeSpan ThrottledLimit { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Attempts to fetch a finished clip before it is left to <c>redeliver</c>; 6.</summary>
    public int MaxDownloadAttempts { get; set; } = 6;

    /// <summary>Jobs in no end state that the ledger may hold; a request beyond is refused. 10 000.</summary>
    public int MaxInFlight { get; set; } = 10_000;

    /// <summary>Most US dollars one project may have reserved and spent at all providers together; null (default) for no limit. Each provider config has a cap of its own.</summary>
    public decimal? ProjectCapUsd { get; set; }

    /// <summary>Most US dollars reserved and spent per UTC day at all providers together; null (default) for no limit. Each provider config has a cap of its own.</summary>
    public decimal? DayCapUsd { get; set; }

    /// <summary>Longest pause between two status reads of a job that nobody waits for; 60 s.</summary>
    public TimeSpan SlowestLook { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Status reads a second in the long run, whatever the poll interval of single jobs; 25.</summary>
    public int LooksPerSecond { get; set; } = 25;

    /// <summary>Ids of the rules of the lint that are switched off; empty.</summary>
    public IReadOnlyList<string> LintOff { get; set; } = [];

    /// <summary>Where a job's clip is while it is not stored yet.</summary>
    public string WorkFile(string jobId) => Path.Combine(WorkFolder, $"{jobId}.mp4");

    /// <summary>No step of a job puts the next one off for longer: 15 minutes, or more where so many jobs share the looks.</summary>
    public TimeSpan LongestPause => TimeSpan.FromSeconds(Math.Max(15 * 60, 1.5 * MaxInFlight / LooksPerSecond));
}
