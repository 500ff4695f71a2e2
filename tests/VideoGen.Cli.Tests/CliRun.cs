using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Jobs;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Payload.Catalog;

namespace VideoGen.Cli.Tests;

/// <summary>Runs the application whole, in a folder of its own, with a scripted agent behind it.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly CancellationTokenSource _interrupt = new();

    public CliRun()
    {
        Folder = Directory.CreateTempSubdirectory("videogen-cli-").FullName;
        File.WriteAllText(PathOf("request.json"), Example.Request);
        Environment = ImmutableDictionary<string, string>.Empty.Add("HOME", Folder);
    }

    public string Folder { get; }

    public ScriptedAgent Agent { get; } = new();

    public ImmutableDictionary<string, string> Environment { get; set; }

    public int Width { get; set; } = 120;

    public bool ErrorIsTerminal { get; set; }

    public string Input { get; set; } = "";

    /// <summary>Stands for stdout; null for one that can be looked at.</summary>
    public TextWriter? OutputInstead { get; set; }

    /// <summary>Stands for stderr; null for one that can be looked at.</summary>
    public TextWriter? ErrorInstead { get; set; }

    public LedgerException? Broken { get; set; }

    public ImmutableArray<Finding> Findings { get; set; } = [];

    public Func<PayloadSettings, string, Task<ImmutableArray<PushedDocument>>> PushCatalog { get; set; } = (_, _) => Task.FromResult(ImmutableArray<PushedDocument>.Empty);

    public Func<Settings, Task<string>> UpgradeLedger { get; set; } = _ => Task.FromResult("upgraded");

    public Func<Settings, Task<string>> CopyLedger { get; set; } = _ => Task.FromResult("moved");

    public Func<Task<(ImmutableArray<PresetProposal> Proposals, Problem? Problem)>> RefreshPresets { get; set; } =
        () => Task.FromResult<(ImmutableArray<PresetProposal>, Problem?)>(([], null));

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => _interrupt.Cancel();

    public async Task<int> RunAsync(params string[] arguments)
    {
        var services = new CliServices
        {
            OpenAgent = (_, _) => Broken is { } broken ? throw broken : new ValueTask<IAgent>(Agent),
            ServeStdio = (_, _) => new ValueTask<int>(0),
            Diagnose = (_, _, _) => new ValueTask<ImmutableArray<Finding>>(Findings),
            UpgradeLedger = (settings, _) => UpgradeLedger(settings),
            CopyLedger = (settings, _) => CopyLedger(settings),
            PushCatalog = (settings, key, _) => PushCatalog(settings, key),
            RefreshPresets = (_, _) => RefreshPresets(),
        };
        var environment = new CliEnvironment
        {
            Output = OutputInstead ?? _output,
            Error = ErrorInstead ?? _error,
            Input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input)),
            ErrorIsTerminal = ErrorIsTerminal,
            Width = Width,
            ErrorWidth = Width,
            Environment = Environment,
            WorkingFolder = Folder,
        };
        return await new CliApplication(services, environment).RunAsync(arguments, _interrupt.Token);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
