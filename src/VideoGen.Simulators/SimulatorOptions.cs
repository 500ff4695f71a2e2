using System.Collections.Immutable;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;

namespace VideoGen.Simulators;

/// <summary>How a simulated vendor behaves. Where its documents leave a question open, the likely answer is the default.</summary>
public sealed record SimulatorOptions
{
    private static readonly int[] PauseSeconds = [5, 15, 60, 300, 900, 1800];

    /// <summary>Port on the loopback address; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock all waiting follows. Default: the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of the ids; <see langword="null"/> (default) = random ids.</summary>
    public int? IdSeed { get; init; }

    /// <summary>The key that is accepted. <see langword="null"/> (default): every key.</summary>
    public string? Key { get; init; }

    /// <summary>What goes wrong, and when. Default: nothing.</summary>
    public BehaviourScript Script { get; init; } = new();

    /// <summary>Time a job waits before it may start, 0 or more. Default 1 s.</summary>
    public TimeSpan QueueTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time a job runs, 0 or more; a slow renderer makes it longer. Default 4 s.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Jobs of one model that may run at once, 1 or more. Default 2. At Runway those that wait beyond it are <c>THROTTLED</c>.
    /// </summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>US dollars of credit that the account has. Default 1 000.</summary>
    public decimal CreditUsd { get; init; } = 1_000;

    /// <summary>Largest body of a submit in bytes; more is 413. Default 20 000 000.</summary>
    public long LargestRequest { get; init; } = 20_000_000;

    /// <summary>Secret that signs callbacks; <see langword="null"/>: they are not signed. Default <c>whsec_simulator</c>. OpenRouter only.</summary>
    public string? WebhookSecret { get; init; } = "whsec_simulator";

    /// <summary>Pauses before each repeated callback. Default: six within an hour; the vendor documents none.</summary>
    public ImmutableArray<TimeSpan> WebhookPauses { get; init; } = [.. PauseSeconds.Select(static seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Time the receiver has for one callback. Default 15 s.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Generations of the last 24 hours from which on a submit answers 429. Default 5 000. Runway only.</summary>
    public int DailyGenerations { get; init; } = 5_000;

    /// <summary>Time for which a clip can be fetched from OpenRouter, or the address that Runway gives out is good. Default 24 h.</summary>
    public TimeSpan OutputLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Time for which an upload can be used. Default 24 h. Runway only.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Renders the clips. <see langword="null"/> (default) = ffmpeg with a plain scale and crossfade.</summary>
    public IClipRenderer? Renderer { get; init; }

    /// <summary>Whether one clip per length, rate and size serves all jobs, and pictures are not looked at. Default no.</summary>
    public bool PreparedClips { get; init; }

    /// <summary>Folder in which rendered clips are kept and found again. <see langword="null"/> (default) = inside a temporary folder.</summary>
    public string? ClipFolder { get; init; }

    /// <summary>Events the truth log keeps; older ones are forgotten. Default 200 000.</summary>
    public int KeptEvents { get; init; } = 200_000;
}
