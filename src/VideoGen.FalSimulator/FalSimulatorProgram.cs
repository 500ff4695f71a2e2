using System.Globalization;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;

namespace VideoGen.FalSimulation;

/// <summary>The simulator as a command: <c>videogen simulate-fal</c> and this project's own executable.</summary>
public static class FalSimulatorProgram
{
    private const string Usage = """
        Usage: simulate-fal [--port N] [--script FILE] [--play BEHAVIOURS] [--queue-seconds N] [--inference-seconds N]
                            [--concurrency N] [--prepared-clips] [--clip-folder DIR] [--seed N]
          --port N               port on 127.0.0.1 (default 8765; 0 = any free one)
          --script FILE          behaviours as JSON: rules and chance (see docs/fal-simulator.md)
          --play BEHAVIOURS      the same behaviours for every submit, e.g. "webhook-duplicate,clip-slow=10"
          --queue-seconds N      waiting time of each request (default 1)
          --inference-seconds N  inference time of each request (default 4)
          --concurrency N        requests in progress at once (default 2)
          --prepared-clips       one clip for all requests of the same length and size
          --clip-folder DIR      keep rendered clips here for the next run
          --seed N               the same request ids in every run
        """;

    /// <summary>Runs the simulator until <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="arguments">The command line without the program's or verb's name.</param>
    /// <param name="output">Gets the addresses and the variables to set, as shell exports.</param>
    /// <param name="error">Gets messages about wrong arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="renderer">Renders the clips; <see langword="null"/> = ffmpeg with a plain scale and crossfade.</param>
    /// <returns>0, or 2 when the arguments or the script are wrong or the port is taken.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken, IClipRenderer? renderer = null)
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
            await using FalSimulator simulator = await FalSimulator.StartAsync(Read(arguments) with { Renderer = renderer }, cancellationToken);
            await PrintAsync(simulator.Addresses, output);
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

    private static FalSimulatorOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new FalSimulatorOptions { Port = 8765 };
        for (int at = 0; at < arguments.Count; at++)
        {
            string name = arguments[at];
            string Value() => ++at < arguments.Count ? arguments[at] : throw new FormatException($"{name} needs a value.\n{Usage}");
            int Whole(int least, int most) => int.TryParse(Value(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new FormatException($"{name} must be a whole number from {least} to {most}.");
            TimeSpan Seconds() => double.TryParse(Value(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 86_400
                ? TimeSpan.FromSeconds(number)
                : throw new FormatException($"{name} must be a number of seconds from 0 to 86400.");
            options = name switch
            {
                "--port" => options with { Port = Whole(0, 65_535) },
                "--script" => options with { Script = BehaviourScript.Parse(File.ReadAllText(Value())) },
                "--play" => options with { Script = new BehaviourScript { Rules = [new BehaviourRule { Behaviours = Value().Split(',') }] } },
                "--queue-seconds" => options with { QueueTime = Seconds() },
                "--inference-seconds" => options with { InferenceTime = Seconds() },
                "--concurrency" => options with { Concurrency = Whole(1, 10_000) },
                "--prepared-clips" => options with { PreparedClips = true, CheckPictures = false },
                "--clip-folder" => options with { ClipFolder = Value() },
                "--seed" => options with { IdSeed = Whole(int.MinValue, int.MaxValue) },
                _ => throw new FormatException($"Unknown argument: {name}\n{Usage}"),
            };
        }

        return options;
    }

    private static async Task PrintAsync(FalSimulatorAddresses addresses, TextWriter output)
    {
        await output.WriteLineAsync($"# fal simulator on {addresses.Root}");
        await output.WriteLineAsync($"# truth: {addresses.Root}_sim/truth   behaviours: {addresses.Root}_sim/behaviours");
        foreach ((string name, string value) in addresses.Environment)
        {
            await output.WriteLineAsync($"export {name}={value}");
        }

        await output.WriteLineAsync("# ready");
        await output.FlushAsync();
    }
}
