using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Server;
using VideoGen.Testing;

namespace VideoGen.Load.Bench;

/// <summary>What a page of the board costs where the ledger holds many requests: whole pages over loopback HTTP, in turn.</summary>
/// <param name="requests">Requests in the ledger, three segments each.</param>
internal sealed class BoardBench(int requests)
{
    /// <summary>Argument that asks for it.</summary>
    public const string Verb = "--board";

    private const int Segments = 3;
    private const int Rounds = 40;
    private const int AtOnce = 64;
    private const double TargetMs = 100;

    private static readonly string[] Projects = ["atlas", "harbour", "kestrel", "meridian"];

    /// <summary>Fills a ledger, and measures.</summary>
    public async Task RunAsync(string home)
    {
        var settings = new Settings { Home = home, Provider = "animatic", Server = new ServerSettings { Port = 0 } };
        await using var server = new VideoGenServer(settings, TimeProvider.System, logging: log => log.ClearProviders());
        await server.StartAsync();
        await FillAsync(server.Agent.Ledger);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{new Uri(server.Addresses.First()).Port}/") };
        (string What, string Path)[] pages =
        [
            ("the newest", ""),
            ("deep in the list", $"?before=req_{requests / 2}"),
            ("of one project", "?project=kestrel"),
            ("in progress, where nothing is", "?state=open"),
            ("incomplete, of one episode", "?state=incomplete&episode=e7"),
            ("with a word that many hold", "?text=lighthouse"),
            ("with a word that one of thousands holds", $"?text=needle{requests - 1_500}end"),
            ("with a word that nobody holds", "?text=submarine"),
            ("by the id of a job at its provider", "?text=queue-17-1"),
            ("a request", $"board/requests/req_{requests / 2}"),
            ("costs, by model", "board/costs?by=model"),
        ];
        var wall = pages.ToDictionary(p => p.What, _ => new List<double>());
        var processor = pages.ToDictionary(p => p.What, _ => new List<double>());
        var size = new Dictionary<string, int>();
        using var self = Process.GetCurrentProcess();
        for (int round = -3; round < Rounds; round++)
        {
            foreach ((string what, string path) in pages)
            {
                self.Refresh();
                TimeSpan before = self.TotalProcessorTime;
                long began = Stopwatch.GetTimestamp();
                string page = await http.GetStringAsync(new Uri(path, UriKind.Relative));
                double ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                self.Refresh();
                if (round >= 0)
                {
                    wall[what].Add(ms);
                    processor[what].Add((self.TotalProcessorTime - before).TotalMilliseconds);
                    size[what] = page.Length;
                }
            }
        }

        Console.WriteLine($"{requests} requests of {Segments} segments; whole pages over loopback HTTP, browser's side included; milliseconds; target {TargetMs}");
        Console.WriteLine("| page | wall | processor | bytes |");
        Console.WriteLine("|---|---|---|---|");
        foreach ((string what, _) in pages)
        {
            double median = wall[what].Order().ElementAt(Rounds / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Spread.Of(wall[what])} {(median < TargetMs ? "" : "(MISSED)")} | {Spread.Of(processor[what])} | {size[what]} |"));
        }
    }

    private async Task FillAsync(ILedger ledger)
    {
        DateTimeOffset tomorrow = TimeProvider.System.GetUtcNow().AddDays(1); // nobody works on what is not ended yet
        foreach (int[] some in Enumerable.Range(0, requests).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(i => AddAsync(ledger, i, tomorrow)));
        }
    }

    private static async Task AddAsync(ILedger ledger, int number, DateTimeOffset tomorrow)
    {
        NewRequest given = Samples.Request($"{number}", Segments, tomorrow);
        string project = Projects[number % Projects.Length];
        string episode = $"e{number % 10}";
        string prompt = string.Concat(Enumerable.Repeat($"The lamp of the lighthouse turns above the sea, slow push-in, fog from the left; needle{number}end. ", 8));
        ImmutableArray<PlannedSegment> planned = [.. given.Jobs.Select(job => new PlannedSegment
        {
            SegmentId = job.SegmentId, SceneNumber = 1, ShotOrder = job.ShotOrder, AssociatedFrames = job.FrameIds, Model = "fal-ai/kling-video/v3/pro/image-to-video", WantedSeconds = 3, SlotSeconds = 4,
            EstimatedCostUsd = 0.4m, Prompt = prompt, TemplateId = "motion", TemplateVersion = 1, Decisions = ["paired inside the scene", "4 s are sold, 3 s are wanted"],
        })];
        RequestRecord record = given.Request with { ProjectId = project, EpisodeId = episode, Plan = given.Request.Plan with { Segments = planned } };
        ImmutableArray<Job> jobs = [.. given.Jobs.Select(job => job with { ProjectId = project, EpisodeId = episode, Prompt = prompt })];
        await ledger.CreateAsync(given with { Request = record, Jobs = jobs }, CancellationToken.None);
        foreach (Job job in jobs)
        {
            JobState end = number % 10 == 7 && job.SegmentIndex == 1 ? JobState.Failed : JobState.Succeeded;
            Job accepted = job with { ProviderJob = new ProviderJob($"queue-{number}-{job.SegmentIndex}", "fal-ai/some"), BilledUsd = 0.4m, ReservedUsd = 0 };
            await ledger.CommitAsync(Samples.Step(end is JobState.Succeeded ? accepted with { Clip = Samples.Clip() } : accepted, end), CancellationToken.None);
        }
    }
}
