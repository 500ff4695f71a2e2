using System.Globalization;
using VideoGen.Delivery;
using VideoGen.FalSimulation;
using VideoGen.Host.Configuration;

namespace VideoGen.Fal.Bench;

/// <summary>What PayloadCMS adds to a request: the upload of its clips and nothing else. Records are written behind the answer.</summary>
internal static class PayloadBench
{
    private const int WarmUp = 8;
    private const int Rounds = 15;
    private const int Segments = 3;

    public static async Task RunAsync(Uri cms, FalSimulatorAddresses fal, string repository, string folder)
    {
        await using Agent off = await Agent.StartAsync(Path.Combine(folder, "off"), fal);
        await using Agent on = await Agent.StartAsync(Path.Combine(folder, "on"), fal, new PayloadSettings { Url = cms.AbsoluteUri });
        var orders = new Orders(repository, Path.Combine(folder, "orders"));
        var without = new CostSeries("Payload off");
        var with = new CostSeries("Payload on");
        var upload = new CostSeries("the three uploads alone");
        for (int round = -WarmUp; round < Rounds; round++)
        {
            (Order first, Order second) = (orders.Next(), orders.Next());
            Cost a = await Usage.OwnAsync(() => off.RunAsync(first));
            Cost b = await Usage.OwnAsync(() => on.RunAsync(second));
            await on.Server.Agent.RecordDelivery.RetryAsync(CancellationToken.None); // not in the next round's time
            NewClip[] clips = [.. await ClipsAsync(on, folder, round + WarmUp)];
            Cost c = await Usage.OwnAsync(() => Task.WhenAll(clips.Select(clip => on.Server.Agent.Services.Media.StoreAsync(clip, CancellationToken.None))));
            if (round >= 0)
            {
                without.Add(a);
                with.Add(b);
                upload.Add(c);
            }
        }

        Console.WriteLine("\nThree segments, process warm, the clips are there at once, without and with PayloadCMS\n\n| | wall ms | CPU ms |\n|---|---|---|");
        foreach (CostSeries series in (ReadOnlySpan<CostSeries>)[without, with, upload])
        {
            Console.WriteLine($"| {series.Name} | {series.Wall} | {series.Cpu} |");
        }

        double added = with.Wall.Median - without.Wall.Median;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nadded: {added:0} ms; added ÷ uploads: {added / upload.Wall.Median:0.00}"));
    }

    /// <summary>Clips as the agent delivers them, under paths that nobody has used.</summary>
    private static async Task<IEnumerable<NewClip>> ClipsAsync(Agent agent, string folder, int round)
    {
        Jobs.Job job = (await agent.Server.Agent.Ledger.ListNewestJobsAsync(1, CancellationToken.None))[0];
        string file = Path.Combine(folder, "clip.mp4");
        if (!File.Exists(file))
        {
            await agent.Server.Agent.StoredClips.FetchAsync(job.Clip!.Address, file, CancellationToken.None);
        }

        return Enumerable.Range(1, Segments).Select(i => new NewClip
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"projects/bench/uploads/segments/segment_{round + 1}_{i}.mp4"),
            File = file,
            Sha256 = job.Clip!.Sha256,
            FileSize = job.Clip.FileSize,
            ProjectId = "bench",
            EpisodeId = "uploads",
            SegmentId = "SEGMENT_1",
            JobId = job.Id,
            SceneNumber = round + 1,
            ShotOrder = i,
            Take = 1,
            DurationSeconds = job.Clip.DurationSeconds,
        });
    }
}
