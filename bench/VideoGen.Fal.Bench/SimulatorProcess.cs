using System.Diagnostics;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.Fal.Bench;

/// <summary>The simulator in a process of its own, so that its CPU time is nobody's.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const string Verb = "simulate";

    private readonly Process _process;

    private SimulatorProcess(Process process, Uri root) => (_process, Addresses) = (process, new FalSimulatorAddresses(root));

    public FalSimulatorAddresses Addresses { get; }

    public static async Task<SimulatorProcess> StartAsync()
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        string root = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        return new SimulatorProcess(process, new Uri(root));
    }

    /// <summary>What the child does: simulate until its standard input ends.</summary>
    public static async Task RunAsync()
    {
        await using FalSimulator simulator = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            PreparedClips = true,
            CheckPictures = false,
            Concurrency = 10_000,
            QueueTime = TimeSpan.Zero,
            Script = new BehaviourScript { Rules = [new BehaviourRule { Behaviours = ["instant"] }] },
        });
        Console.WriteLine(simulator.Addresses.Root);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Plays behaviours for every submit from now on.</summary>
    public async Task PlayAsync(string behaviours)
    {
        using var http = new HttpClient();
        using var script = new StringContent($$"""{"rules":[{"behaviours":["{{behaviours}}"]}]}""");
        using HttpResponseMessage answer = await http.PutAsync(new Uri(Addresses.Root, "_sim/script"), script);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
