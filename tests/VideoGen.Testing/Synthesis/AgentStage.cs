using VideoGen.Delivery;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Delivery;
using VideoGen.Testing.Providers;

namespace VideoGen.Testing.Synthesis;

/// <summary>
/// A whole agent on a stage: real planning, admission, jobs, ledger and delivery; a clock, a provider, a media host and a catalog that do
/// as the test says. Nothing moves by itself: the test takes the ticks (<see cref="AgentProcess.RunAsync"/>) and moves the clock
/// (<see cref="AgentProcess.AdvanceAsync"/>). Processes share the ledger and the home folder, as on one machine.
/// </summary>
public sealed class AgentStage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("videogen-stage");
    private readonly List<AgentProcess> _processes = [];

    /// <summary>An agent of one process.</summary>
    public AgentStage()
    {
        Media = new SwitchedMediaStore(new FolderMediaStore(Path.Combine(Home, "media")));
        Agent = StartProcess();
    }

    /// <summary>The clock of everything.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>The provider.</summary>
    public ScriptedProvider Provider { get; } = new();

    /// <summary>The catalog.</summary>
    public MemoryCatalog Catalog { get; } = new();

    /// <summary>Where the provider leaves its clips.</summary>
    public MediaHost Host { get; } = new();

    /// <summary>Where delivered clips go.</summary>
    public SwitchedMediaStore Media { get; }

    /// <summary>Decodes clips.</summary>
    public ScriptedFinisher Finisher { get; } = new();

    /// <summary>The first process.</summary>
    public AgentProcess Agent { get; }

    /// <summary>Folder of ledger, pictures, work and media.</summary>
    public string Home => _folder.FullName;

    /// <summary>Attempts to fetch a clip.</summary>
    public static int MaxDownloadAttempts => 4;

    /// <summary>Segments that may be in the making.</summary>
    public static int MaxInFlight => 60;

    /// <summary>
    /// Another process over the same ledger and folder. A process "dies" when the test no longer takes its ticks; a step that hangs then
    /// hangs forever.
    /// </summary>
    public AgentProcess StartProcess()
    {
        var process = new AgentProcess(this, $"process-{_processes.Count + 1}");
        _processes.Add(process);
        return process;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (AgentProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        Host.Dispose();
        _folder.Delete(recursive: true);
    }
}
