using System.Globalization;

namespace VideoGen.Fal.Bench;

/// <summary>What telemetry costs an order: without it, collected, and exported to a collector on this machine, in turn.</summary>
internal static class TelemetryBench
{
    private const int WarmUp = 25;
    private const int Rounds = 61;
    private const double Target = 1.03;

    public static async Task RunAsync(Uri fal, Orders orders, string folder)
    {
        await using OtlpSink sink = await OtlpSink.StartAsync();
        (string Name, AgentProcess Agent, Series Wall, Series Cpu)[] agents =
        [
            ("off", await AgentProcess.StartAsync(fal, Path.Combine(folder, "off"), metrics: false), new Series(), new Series()),
            ("off again", await AgentProcess.StartAsync(fal, Path.Combine(folder, "again"), metrics: false), new Series(), new Series()),
            ("collected, no exporter", await AgentProcess.StartAsync(fal, Path.Combine(folder, "collected"), metrics: true), new Series(), new Series()),
            ("exported", await AgentProcess.StartAsync(
                fal, Path.Combine(folder, "exported"), metrics: true, ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Address.AbsoluteUri), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")), new Series(), new Series()),
        ];
        for (int round = -WarmUp; round < Rounds; round++)
        {
            Cost[] costs = new Cost[agents.Length];
            for (int turn = 0; turn < agents.Length; turn++)
            {
                int at = (turn + round + WarmUp) % agents.Length; // nobody is always the first
                string file = Path.Combine(folder, "order.json");
                await File.WriteAllBytesAsync(file, orders.Next().Request);
                costs[at] = await agents[at].Agent.RunAsync(file);
            }

            for (int at = 0; round >= 0 && at < agents.Length; at++)
            {
                agents[at].Wall.Add(costs[at].Wall / costs[0].Wall);
                agents[at].Cpu.Add(costs[at].Cpu / costs[0].Cpu);
            }
        }

        Console.WriteLine($"\nThree segments, process warm: ratio to the same order without telemetry, {Rounds} rounds\n\n| | wall | CPU |\n|---|---|---|");
        foreach ((string name, AgentProcess agent, Series wall, Series cpu) in agents[1..])
        {
            Console.WriteLine($"| {name} | {wall} {Verdict(wall)} | {cpu} {Verdict(cpu)} |");
            await agent.DisposeAsync();
        }

        await agents[0].Agent.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe collector took {sink.Bytes / 1024.0 / (Rounds + WarmUp):0} KiB an order."));
    }

    private static string Verdict(Series ratio) => string.Create(CultureInfo.InvariantCulture, $"({(ratio.Median <= Target ? "met" : "MISSED")}: {Target:0.00})");
}
