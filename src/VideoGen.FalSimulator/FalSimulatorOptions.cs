using System.Collections.Immutable;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;

namespace VideoGen.FalSimulation;

/// <summary>How a <see cref="FalSimulator"/> behaves. Where fal's documents leave a question open, the likely answer is the default.</summary>
public sealed record FalSimulatorOptions
{
    private static readonly int[] PauseSeconds = [10, 30, 60, 120, 300, 600, 900, 1200, 1800, 1800];

    /// <summary>Port on the loopback address; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock all waiting follows. Default: the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of the request ids; <see langword="null"/> (default) = random ids.</summary>
    public int? IdSeed { get; init; }

    /// <summary>Keys that are accepted. Empty (default): every key of the form <c>id:secret</c>, with all scopes.</summary>
    public ImmutableArray<SimulatedKey> Keys { get; init; } = [];

    /// <summary>What goes wrong, and when. Default: nothing.</summary>
    public BehaviourScript Script { get; init; } = new();

    /// <summary>Time a request waits before it may start, 0 or more. Default 1 s.</summary>
    public TimeSpan QueueTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time of inference, 0 or more; a slow renderer makes it longer. Default 4 s.</summary>
    public TimeSpan InferenceTime { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Requests of other callers said to be ahead of a new one; the number falls to 0 during <see cref="QueueTime"/>. Default 2.</summary>
    public int OthersAhead { get; init; } = 2;

    /// <summary>Requests of the account that may be in progress at once, 1 or more. A new account at fal has 2 (default).</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>HTTP code of an accepted submit: 200 (default) or 202.</summary>
    public int SubmitStatus { get; init; } = 200;

    /// <summary>HTTP code of a result asked for too early. Default 400.</summary>
    public int EarlyResultStatus { get; init; } = 400;

    /// <summary>Whether status, result and cancel also work with the whole model id in the path. Default no: 405.</summary>
    public bool AcceptLongForm { get; init; }

    /// <summary>Whether retired endpoints are gone (404). Default no.</summary>
    public bool RetiredEndpointsAreGone { get; init; }

    /// <summary>Whether an invalid input is refused by the submit itself. Default no: it completes and the result is 422.</summary>
    public bool RefuseInvalidInputAtSubmit { get; init; }

    /// <summary>Whether unknown input fields are an error (<c>extra_forbidden</c>). Default no: ignored.</summary>
    public bool RefuseUnknownFields { get; init; }

    /// <summary>Error type of a value outside its list: <c>one_of</c> (default) or <c>literal_error</c>.</summary>
    public string WrongValueErrorType { get; init; } = "one_of";

    /// <summary>Whether 422 answers to invalid input are billed. Default no; fal bills what ran, and unreadable pictures may count.</summary>
    public bool BillRefusedInput { get; init; }

    /// <summary>Whether a job cancelled while it ran is billed. Default no.</summary>
    public bool BillCancelled { get; init; }

    /// <summary>Whether a cancelled request sends its webhook (status ERROR). Default yes.</summary>
    public bool WebhookAfterCancel { get; init; } = true;

    /// <summary>Whether input pictures are fetched and checked. Default yes; benchmarks switch it off.</summary>
    public bool CheckPictures { get; init; } = true;

    /// <summary>Pauses before each repeated webhook delivery. Default: ten within two hours.</summary>
    public ImmutableArray<TimeSpan> WebhookPauses { get; init; } =
        [.. PauseSeconds.Select(static seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Time the receiver has for the first delivery. Default 15 s.</summary>
    public TimeSpan FirstWebhookTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time the receiver has for each repeated delivery. Default 120 s.</summary>
    public TimeSpan RepeatedWebhookTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Webhook deliveries on their way to one receiver at the same time, 1 or more; the others wait their turn. Default: no limit.</summary>
    public int WebhookConnections { get; init; } = int.MaxValue;

    /// <summary>Whether webhooks to private and loopback addresses are dropped as fal does. Default no: the simulator lives on loopback.</summary>
    public bool DropPrivateWebhooks { get; init; }

    /// <summary>Ed25519 seed of the webhook key, 32 bytes in hex. The default is a published test seed: 00 01 02 … 1f.</summary>
    public string WebhookKeySeed { get; init; } = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /// <summary>Whether the key set gives <c>x</c> with <c>=</c> padding. Default no.</summary>
    public bool PadKeySet { get; init; }

    /// <summary>Account id in the webhook headers.</summary>
    public string UserId { get; init; } = "user_7d41c0";

    /// <summary>Renders the clips. <see langword="null"/> (default) = ffmpeg with a plain scale and crossfade.</summary>
    public IClipRenderer? Renderer { get; init; }

    /// <summary>Whether one clip per length, rate and size serves all requests, whatever their pictures and prompts. Default no; for benchmarks.</summary>
    public bool PreparedClips { get; init; }

    /// <summary>Folder in which rendered clips are kept and found again. <see langword="null"/> (default) = inside the work folder.</summary>
    public string? ClipFolder { get; init; }

    /// <summary>Folder for uploads and clips. <see langword="null"/> (default) = a new temporary folder, deleted at the end.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>Finished jobs that are kept for status, result and truth; older ones are forgotten. Default 20 000.</summary>
    public int KeptJobs { get; init; } = 20_000;

    /// <summary>Events the truth log keeps; older ones are forgotten. Default 200 000.</summary>
    public int KeptEvents { get; init; } = 200_000;
}
