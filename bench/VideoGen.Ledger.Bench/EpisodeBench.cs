using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Ledger.Bench;

/// <summary>An episode of 500 segments: its exports beside the bare read of its jobs, and its lint beside the bare reading and hashing of its stills.</summary>
internal static class EpisodeBench
{
    private const int Segments = 500;
    private const int Rounds = 5;
    private static readonly TimeSpan ExportWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LintWithin = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("episode-bench");
        try
        {
            await using ServiceProvider services = new ServiceCollection().AddVideoGen(o => o.Home = home.FullName).AddSqliteLedger().AddAnimatic().Services.BuildServiceProvider();
            await StockAsync(services.GetRequiredService<ILedger>());
            IFilmJobs jobs = services.GetRequiredService<IFilmJobs>();
            TimeSpan bare = await MedianAsync(async () => await jobs.ReadFilmJobsAsync("atlas", "e1", null, default));
            foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
            {
                var query = new ExportQuery { ProjectId = "atlas", EpisodeId = "e1", Format = format };
                IExports exports = services.GetRequiredService<IExports>();
                Say($"export {format}", await MedianAsync(async () => await exports.ExportAsync(query, ExportView.Local, default)), bare, "the read of its jobs", ExportWithin);
            }

            SynthesisCall call = Storyboard(home.FullName);
            IVideoSegments segments = services.GetRequiredService<IVideoSegments>();
            TimeSpan read = await MedianAsync(() => Parallel.ForEachAsync(Directory.EnumerateFiles(home.FullName, "*.png"), async (file, stop) => SHA256.HashData(await File.ReadAllBytesAsync(file, stop))));
            Say("plan with lint", await MedianAsync(async () => await segments.LintAsync(call, default)), read, "reading and hashing its stills", LintWithin);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static void Say(string what, TimeSpan took, TimeSpan bare, string besides, TimeSpan within) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {took.TotalMilliseconds:0} ms, {took / bare:0.0} x {besides} ({bare.TotalMilliseconds:0} ms){(took > within ? $" MISSED: {within.TotalSeconds} s" : "")}"));

    private static async Task<TimeSpan> MedianAsync(Func<Task> work)
    {
        await work();
        var times = new List<TimeSpan>();
        for (int i = 0; i < Rounds; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(begin));
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static async Task StockAsync(ILedger ledger)
    {
        for (int i = 1; i <= Segments; i++)
        {
            NewRequest request = Samples.Request($"episode-{i}", 1);
            Job job = request.Jobs[0] with { SceneNumber = i, ShotOrder = 1, Payload = new string('x', 2_000), FrameIds = [$"SCENE_{i}_SHOT_1"] };
            await ledger.CreateAsync(request with { Jobs = [job], ProjectCapUsd = 1_000_000, DayCapUsd = 1_000_000 }, default);
            JobCommit end = Samples.Step(job, JobState.Succeeded);
            Clip clip = Samples.Clip() with { Path = $"projects/atlas/e1/segments/segment_{i}_1.mp4" };
            if (!await ledger.CommitAsync(end with { Next = end.Next with { Clip = clip } }, default))
            {
                throw new InvalidOperationException("The episode cannot be stocked.");
            }
        }
    }

    private static SynthesisCall Storyboard(string folder)
    {
        ImmutableArray<string> ids = [.. Enumerable.Range(1, Segments).SelectMany(i => (string[])[$"SCENE_{i}_SHOT_1", $"SCENE_{i}_SHOT_2"])];
        foreach ((int i, string id) in ids.Index())
        {
            File.WriteAllBytes(Path.Combine(folder, $"{id}.png"), [.. SamplePictures.Png(1280 + (i % 7 * 2), 720), (byte)i, (byte)(i >> 8)]);
        }

        var request = new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["image_url"] = $"{id}.png" })]),
            ["storyboard_frames"] = new JsonArray([.. ids.Select((id, i) => new JsonObject
            {
                ["frame_id"] = id,
                ["description"] = $"Mara crosses bridge {i} in the rain and looks back at the lamps of the harbour.",
                ["camera_notes"] = i % 2 == 0 ? "slow push in" : "pan left",
                ["duration_seconds"] = 2,
            })]),
            ["project_context"] = new JsonObject { ["project_id"] = "atlas", ["episode_id"] = "e1" },
        };
        return new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())) { LocalFolder = folder };
    }
}
