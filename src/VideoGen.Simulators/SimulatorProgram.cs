using System.Globalization;
using System.Runtime.InteropServices;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;
using VideoGen.Simulators.OpenRouter;
using VideoGen.Simulators.Runway;

namespace VideoGen.Simulators;

/// <summary>The simulators as a command: <c>videogen simulate-openrouter</c>, <c>videogen simulate-runway</c> and this project's own executable.</summary>
public static class SimulatorProgram
{
    private const string Usage = """
        Usage: videogen-simulators openrouter|runway [--port N] [--script FILE] [--play BEHAVIOURS] [--queue-seconds N] [--run-seconds N]
                                   [--concurrency N] [--credit-usd N] [--key KEY] [--prepared-clips] [--clip-folder DIR] [--seed N]
          --port N            port on 127.0.0.1 (default 8766 for openrouter, 8767 for runway; 0 = any free one)
          --script FILE       behaviours as JSON: rules and chance (see docs/vendor-simulators.md)
          --play BEHAVIOURS   the same behaviours for every submit, e.g. "webhook-duplicate,clip-slow=10"
          --queue-seconds N   waiting time of each job (default 1)
          --run-seconds N     running time of each job (default 4)
          --concurrency N     jobs of one model that run at once (default 2)
          --credit-usd N      US dollars of credit (default 1000)
          --key KEY           the only key that is accepted (default: every key)
          --prepared-clips    one clip for all jobs of the same length and size
          --clip-folder DIR   keep rendered clips here for the next run
          --seed N            the same ids in every run
        """;

    /// <summary>Starts the process.</summary>
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var renderer = new AnimaticClipRenderer();
        return await RunAsync(args, Console.Out, Console.Error, renderer, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Runs a simulator until <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="output">Gets the addresses and the variables to set, as shell exports.</param>
    /// <param name="error">Gets messages about wrong arguments.</param>
    /// <param name="renderer">Renders the clips; <see langword="null"/> = ffmpeg with a plain scale and crossfade.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0, or 2 when the arguments or the script are wrong or the port is taken.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, IClipRenderer? renderer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        if (arguments.Contains("--help", StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        try
        {
            string[] given = [.. arguments];
            await using VendorSimulator simulator = given switch
            {
                ["openrouter", .. var rest] => await OpenRouterSimulator.StartAsync(Read(rest, 8766, OpenRouterBehaviours.All) with { Renderer = renderer }, cancellationToken),
                ["runway", .. var rest] => await RunwaySimulator.StartAsync(Read(rest, 8767, RunwayBehaviours.All) with { Renderer = renderer }, cancellationToken),
                _ => throw new FormatException("The first argument is the vendor: openrouter or runway.\n" + Usage),
            };
            await PrintAsync(given[0], simulator, output);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception problem) when (problem is FormatException or IOException or OverflowException)
        {
            await error.WriteLineAsync(problem.Message);
            return 2;
        }

        return 0;
    }

    private static SimulatorOptions Read(string[] arguments, int port, IReadOnlyDictionary<string, string> known)
    {
        var options = new SimulatorOptions { Port = port };
        for (int at = 0; at < arguments.Length; at++)
        {
            string name = arguments[at];
            string Value() => ++at < arguments.Length ? arguments[at] : throw new FormatException($"{name} needs a value.\n{Usage}");
            int Whole(int least, int most) => int.TryParse(Value(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new FormatException($"{name} must be a whole number from {least} to {most}.");
            TimeSpan Seconds() => double.TryParse(Value(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 86_400
                ? TimeSpan.FromSeconds(number)
                : throw new FormatException($"{name} must be a number of seconds from 0 to 86400.");
            decimal Usd() => decimal.TryParse(Value(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                ? number
                : throw new FormatException($"{name} must be an amount of US dollars, such as 2.50.");
            options = name switch
            {
                "--port" => options with { Port = Whole(0, 65_535) },
                "--script" => options with { Script = BehaviourScript.Parse(File.ReadAllText(Value()), known) },
                "--play" => options with { Script = new BehaviourScript { Rules = [new BehaviourRule { Behaviours = [.. BehaviourSet.Parse(Value(), known).Entries] }] } },
                "--queue-seconds" => options with { QueueTime = Seconds() },
                "--run-seconds" => options with { RunTime = Seconds() },
                "--concurrency" => options with { Concurrency = Whole(1, 10_000) },
                "--credit-usd" => options with { CreditUsd = Usd() },
                "--key" => options with { Key = Value() },
                "--prepared-clips" => options with { PreparedClips = true },
                "--clip-folder" => options with { ClipFolder = Value() },
                "--seed" => options with { IdSeed = Whole(int.MinValue, int.MaxValue) },
                _ => throw new FormatException($"Unknown argument: {name}\n{Usage}"),
            };
        }

        return options;
    }

    private static async Task PrintAsync(string vendor, VendorSimulator simulator, TextWriter output)
    {
        await output.WriteLineAsync($"# {vendor} simulator on {simulator.Root}");
        await output.WriteLineAsync($"# truth: {simulator.Root}_sim/truth   behaviours: {simulator.Root}_sim/behaviours");
        foreach ((string name, string value) in simulator.Environment)
        {
            await output.WriteLineAsync($"export {name}={value}");
        }

        await output.WriteLineAsync("# ready");
        await output.FlushAsync();
    }
}
