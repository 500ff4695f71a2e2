using VideoGen.Fal.Bench;

// usage: VideoGen.Fal.Bench [--videogen PROGRAM | --payload ADDRESS], in the repository; bench/fal and bench/payload run it with all it needs
if (args is [SimulatorProcess.Verb])
{
    await SimulatorProcess.RunAsync();
    return;
}

string repository = Directory.GetCurrentDirectory();
string folder = Directory.CreateTempSubdirectory("fal-bench").FullName;
try
{
    using SimulatorProcess simulator = await SimulatorProcess.StartAsync();
    if (args is ["--payload", var cms])
    {
        await PayloadBench.RunAsync(new Uri(cms), simulator.Addresses, repository, folder);
        return;
    }

    await using Agent agent = await Agent.StartAsync(Path.Combine(folder, "home"), simulator.Addresses);
    using var node = new NodeClient(repository, simulator.Addresses.Root);
    var orders = new Orders(repository, Path.Combine(folder, "orders"));
    await SynthesisBench.RunAsync(agent, node, orders, "at once");
    await simulator.PlayAsync("slow=0.1");
    await SynthesisBench.RunAsync(agent, node, orders, "after 100 ms");
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
