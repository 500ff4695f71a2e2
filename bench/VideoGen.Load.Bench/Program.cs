using System.Globalization;
using VideoGen.Load.Bench;

// usage: VideoGen.Load.Bench [JOBS [IDLE_SECONDS]], or --board [REQUESTS]; bench/load and bench/board run it as it is shipped
switch (args)
{
    case [SimulatorProcess.Verb]:
        await SimulatorProcess.RunAsync();
        return;
    case [ServerProcess.Verb, var home, var port, var fal]:
        await ServerProcess.RunAsync(home, int.Parse(port, CultureInfo.InvariantCulture), new Uri(fal));
        return;
}

if (args is [BoardBench.Verb, .. var rest])
{
    string home = Directory.CreateTempSubdirectory("board-bench-").FullName;
    await new BoardBench(rest is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : 10_000).RunAsync(home);
    Directory.Delete(home, recursive: true);
    return;
}

int jobs = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000;
int idleSeconds = args is [_, var seconds] ? int.Parse(seconds, CultureInfo.InvariantCulture) : 60;
string folder = Directory.CreateTempSubdirectory("load-bench-").FullName;
try
{
    using SimulatorProcess simulator = await SimulatorProcess.StartAsync();
    using ServerProcess server = await ServerProcess.StartAsync(folder, simulator.Addresses.Root);
    using var bench = new LoadBench(simulator, server, jobs, TimeSpan.FromSeconds(idleSeconds));
    await bench.RunAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}
