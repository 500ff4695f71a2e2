namespace VideoGen.Fal.Bench;

/// <summary>Three segments: the agent with everything durable, against fal's own client that stores nothing, in turn.</summary>
internal static class SynthesisBench
{
    private const int WarmUp = 25;
    private const int Rounds = 11;
    private const int WholeRounds = 9;
    private const int ShortPoll = 10;
    private const double WholeTarget = 0.9;

    private static bool _warm;

    public static async Task RunAsync(Agent agent, NodeClient node, Orders orders, string answers, double target)
    {
        var ours = new CostSeries("agent");
        var theirs = new CostSeries("fal's client");
        var quick = new CostSeries($"fal's client, polling every {ShortPoll} ms");
        for (int round = _warm ? -1 : -WarmUp; round < Rounds; round++)
        {
            Order order = orders.Next();
            Cost a = await Usage.OwnAsync(() => agent.RunAsync(order));
            await agent.SettleAsync();
            Cost b = await node.RunAsync(orders.Next(), null);
            Cost c = await node.RunAsync(orders.Next(), ShortPoll);
            if (round >= 0)
            {
                ours.Add(a);
                theirs.Add(b);
                quick.Add(c);
            }
        }

        _warm = true;
        Table.Print($"Three segments, process warm, the clips are there {answers}", target, ours, theirs, quick);
    }

    public static async Task RunWholeAsync(Agent agent, NodeClient node, Orders orders, string program, string folder)
    {
        var ours = new CostSeries("videogen generate");
        var theirs = new CostSeries("node, fal's client");
        var quick = new CostSeries($"node, polling every {ShortPoll} ms");
        string file = Path.Combine(folder, "request.json");
        for (int round = -1; round < WholeRounds; round++)
        {
            await File.WriteAllBytesAsync(file, orders.Next().Request);
            Cost a = await agent.RunProcessAsync(program, file);
            Cost b = await node.RunProcessAsync(orders.Next(), null);
            Cost c = await node.RunProcessAsync(orders.Next(), ShortPoll);
            if (round >= 0)
            {
                ours.Add(a);
                theirs.Add(b);
                quick.Add(c);
            }
        }

        Table.Print("Three segments, whole processes, the clips are there at once", WholeTarget, ours, theirs, quick);
    }
}
