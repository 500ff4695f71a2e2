using VideoGen.Fal.Bench;

// usage: VideoGen.Fal.Bench [--videogen PROGRAM | --payload ADDRESS | --telemetry | --flushes | --webhooks | --compare], in the repository; bench/fal, bench/payload, bench/telemetry
// and bench/compare run it with all it needs
if (args is [SimulatorProcess.Verb])
{
    await SimulatorProcess.RunAsync();
    return;
}

if (args is [AgentProcess.Verb, var root, var home, var collects])
{
    await AgentProcess.RunAsync(new Uri(root), home, metrics: collects is "metrics");
    return;
}

string repository = Directory.GetCurrentDirectory();
string folder = Directory.CreateTempSubdirectory("fal-bench").FullName;
try
{
    if (args is ["--compare"])
    {
        await CompareBench.RunAsync(repository, folder);
        return;
    }

    using SimulatorProcess simulator = await SimulatorProcess.StartAsync();
    if (args is ["--payload", var cms])
    {
        await PayloadBench.RunAsync(new Uri(cms), simulator.Addresses, repository, folder);
        return;
    }

    var orders = new Orders(repository, Path.Combine(folder, "orders"));
    if (args is ["--telemetry"])
    {
        await TelemetryBench.RunAsync(simulator.Addresses.Root, orders, folder);
        return;
    }

    if (args is ["--flushes"])
    {
        await FlushBench.RunAsync(simulator.Addresses.Root, orders, repository, folder);
        return;
    }

    await using Agent agent = await Agent.StartAsync(Path.Combine(folder, "home"), simulator.Addresses);
    if (args is ["--webhooks"])
    {
        await InboxBench.RunAsync(agent, folder);
        return;
    }

    using var node = new NodeClient(repository, simulator.Addresses.Root);
    await SynthesisBench.RunAsync(agent, node, orders, "at once", target: 1);
    await simulator.PlayAsync("slow=0.1");
    await SynthesisBench.RunAsync(agent, node, orders, "after 100 ms", target: 0.35);
    await simulator.PlayAsync("instant");
    if (args is ["--videogen", var program])
    {
        await SynthesisBench.RunWholeAsync(agent, node, orders, program, folder);
    }

    await simulator.PlayAsync("slow=0.25");
    await WakeBench.RunAsync(agent, orders);
    await InboxBench.RunAsync(agent, folder);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
