using VideoGen.Crash.Judgements;
using VideoGen.Crash.Runs;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Crash.Tests;

/// <summary>A world in which many agents were killed, at rest, and what was found then.</summary>
public sealed class CrashedWorld : IAsyncLifetime
{
    /// <summary>Kills in the tests; <c>videogen-crash</c> goes on for hours.</summary>
    public const int Kills = 150;

    private const int Seed = 1;

    internal CrashWorld World { get; } = new();

    internal CrashReport Report { get; private set; } = new();

    /// <summary>Promises that were found broken.</summary>
    public IReadOnlyList<Violation> Found { get; private set; } = [];

    /// <summary>What the providers were asked for.</summary>
    internal IReadOnlyList<ProviderTruth> Orders { get; private set; } = [];

    public async Task InitializeAsync()
    {
        using var run = new CrashRun(new CrashOptions(Kills, Seed, TimeSpan.FromHours(24)), World, Console.WriteLine);
        await run.RunAsync();
        Report = run.Report;
        Console.WriteLine(Report);
        Orders = await World.TruthAsync();
        Found = await CrashJudgement.OfAsync(World);
    }

    public async Task DisposeAsync() => await World.DisposeAsync();
}
