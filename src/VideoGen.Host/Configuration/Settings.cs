using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>
/// Everything an operator can set, read once at the start from <c>videogen.json</c> and <c>VIDEOGEN_…</c> variables by
/// <see cref="SettingsReader"/>. Immutable. The page <c>docs/settings.md</c> is generated from these attributes.
/// </summary>
public sealed record Settings
{
    /// <summary>Folder of the ledger, the kept stills and the clips; absolute. Default: <c>videogen</c> in the user's data folder.</summary>
    [Description("Folder of the ledger, the kept stills and the clips. Default: $XDG_DATA_HOME/videogen, else ~/.local/share/videogen.")]
    [StringLength(4096, MinimumLength = 1)]
    [FolderOrFile]
    public required string Home { get; init; }

    /// <summary>Provider that renders unless a request says otherwise: <c>auto</c>, <c>fal-ai</c>, <c>openrouter</c>, <c>runway</c> or <c>animatic</c>.</summary>
    [Description("Provider that renders unless a request says otherwise: auto (fal-ai when a key is set, else animatic), fal-ai, openrouter, runway or animatic.")]
    [StringLength(100, MinimumLength = 1)]
    [DefaultValue(AutoProvider)]
    public string Provider { get; init; } = AutoProvider;

    /// <summary>How provider and models are chosen where a request names neither.</summary>
    [Description("How provider and models are chosen where a request names neither.")]
    public ProvidersSettings Providers { get; init; } = new();

    /// <summary>The ffmpeg program: a name to look up in PATH, or a file.</summary>
    [Description("The ffmpeg program: a name to look up in PATH, or a file. ffprobe is looked for beside it, then in PATH.")]
    [StringLength(4096, MinimumLength = 1)]
    [FolderOrFile(MayBeProgramName = true)]
    [DefaultValue("ffmpeg")]
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>Largest request in bytes, 1 KiB to 1 GiB; default 64 MiB.</summary>
    [Description("Largest request in bytes; anything larger is refused unread.")]
    [Range(1024, 1024 * 1024 * 1024)]
    [DefaultValue(64 * 1024 * 1024)]
    public int MaxRequestBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Where the ledger is.</summary>
    [Description("Where the ledger is: what is in the making, and the truth about it.")]
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>This server as one node of several.</summary>
    [Description("videogen serve as one node of several that share a PostgreSQL ledger.")]
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Where finished clips are handed out.</summary>
    [Description("Where finished clips are handed out.")]
    public MediaSettings Media { get; init; } = new();

    /// <summary>What delivered clips tell about where they come from.</summary>
    [Description("What delivered clips tell about where they come from.")]
    public ProvenanceSettings Provenance { get; init; } = new();

    /// <summary>What is done to copies of delivered clips.</summary>
    [Description("What is done to copies of delivered clips.")]
    public FinishingSettings Finishing { get; init; } = new();

    /// <summary>How storyboard stills are fetched.</summary>
    [Description("How storyboard stills are fetched and what is accepted.")]
    public PictureSettings Pictures { get; init; } = new();

    /// <summary>What storyboards are linted for.</summary>
    [Description("What storyboards are linted for.")]
    public LintSettings Lint { get; init; } = new();

    /// <summary>How many jobs are moved at once.</summary>
    [Description("How many jobs are moved at once.")]
    public JobSettings Jobs { get; init; } = new();

    /// <summary>How a submitted job is followed.</summary>
    [Description("How a submitted job is followed to its end.")]
    public FollowSettings Follow { get; init; } = new();

    /// <summary>The fal.ai provider.</summary>
    [Description("The fal.ai provider.")]
    public FalSettings Fal { get; init; } = new();

    /// <summary>The OpenRouter provider.</summary>
    [Description("The OpenRouter provider.")]
    public OpenRouterSettings Openrouter { get; init; } = new();

    /// <summary>The Runway provider.</summary>
    [Description("The Runway provider.")]
    public RunwaySettings Runway { get; init; } = new();

    /// <summary>PayloadCMS.</summary>
    [Description("PayloadCMS as catalog, record and media store.")]
    public PayloadSettings Payload { get; init; } = new();

    /// <summary>What <c>videogen serve</c> listens to.</summary>
    [Description("What videogen serve listens to.")]
    public ServerSettings Server { get; init; } = new();

    /// <summary>What is reported of what happens.</summary>
    [Description("What is reported of what happens: metrics and logs.")]
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Who may call <c>videogen serve</c>.</summary>
    [Description("Who may call videogen serve.")]
    public AccessSettings Access { get; init; } = new();

    /// <summary>The value of <see cref="Provider"/> that lets the presence of a key decide.</summary>
    public const string AutoProvider = "auto";
}
