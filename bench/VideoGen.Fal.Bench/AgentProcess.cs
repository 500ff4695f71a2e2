using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Fal.Bench;

/// <summary>
/// The agent with its server in a process of its own, so that what listens to spans and metrics there listens to it alone. It takes one order
/// after the other: the file of a request in, what it cost out.
/// </summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    public const string Verb = "agent";

    private const string Done = "done";

    private readonly Process _process;

    private AgentProcess(Process process) => _process = process;

    /// <summary>Starts one.</summary>
    /// <param name="fal">Root of the simulator.</param>
    /// <param name="home">Its home folder.</param>
    /// <param name="metrics">True collects metrics.</param>
    /// <param name="variables">More of its environment.</param>
    public static async Task<AgentProcess> StartAsync(Uri fal, string home, bool metrics, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, fal.AbsoluteUri, home, metrics ? "metrics" : "plain"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        var agent = new AgentProcess(Process.Start(start)!);
        await agent.UntilDoneAsync();
        return agent;
    }

    /// <summary>What the child does: runs orders until its standard input ends.</summary>
    public static async Task RunAsync(Uri fal, string home, bool metrics)
    {
        await using Agent agent = await Agent.StartAsync(home, new(fal), metrics: metrics);
        Console.WriteLine(Done);
        while (await Console.In.ReadLineAsync() is { } file)
        {
            var order = new Order(await File.ReadAllBytesAsync(file), []);
            Cost cost = await Usage.OwnAsync(() => agent.RunAsync(order));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Done} {cost.Wall} {cost.Cpu}"));
        }
    }

    /// <summary>Runs an order there.</summary>
    public async Task<Cost> RunAsync(string file)
    {
        await _process.StandardInput.WriteLineAsync(file);
        await _process.StandardInput.FlushAsync();
        string[] said = await UntilDoneAsync();
        return new Cost(double.Parse(said[1], CultureInfo.InvariantCulture), double.Parse(said[2], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string[]> UntilDoneAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Done, StringComparison.Ordinal))
            {
                return line.Split(' ');
            }
        }

        throw new InvalidOperationException("The agent ended.");
    }
}
