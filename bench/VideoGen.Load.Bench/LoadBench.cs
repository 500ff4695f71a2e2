using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Testing;


namespace VideoGen.Load.Bench;

/// <summary>
/// Many jobs in flight in one server, a while of quiet, then the end of all of them at the same moment: what it takes, how long it takes, and
/// whether every job came to one end.
/// </summary>
internal sealed class LoadBench(SimulatorProcess simulator, ServerProcess server, int jobs, TimeSpan idle) : IDisposable
{
    private const int WarmUp = 300;
    private const int AtOnce = 32;
    private const int Waiting = 200;
    private const double LooksPerSecond = 20; // 25 of the settings, each job at 1 to 1.5 times its pause
    private const double MostBytes = 10 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly string Still = Convert.ToBase64String(SamplePictures.Png(1280, 720));
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { Timeout = TimeSpan.FromMinutes(10) };

    public void Dispose() => _http.Dispose();

    public async Task RunAsync()
    {
        await simulator.PlayAsync("instant");
        await OrderAsync(WarmUp);
        using var ledger = new LedgerCount(server.Home);
        await UntilAsync(() => ledger.In("succeeded") >= WarmUp);
        Footprint empty = await server.MeasureAsync();
        double unused = await IdleAsync();

        await simulator.PlayAsync("held");
        (List<string> requests, TimeSpan ordering) = await TimedAsync(() => OrderAsync(jobs));
        (_, TimeSpan submitting) = await TimedAsync(async () =>
        {
            await UntilAsync(() => ledger.In("queued", "running") == jobs);
            return 0;
        });
        Footprint full = await server.MeasureAsync();
        double first = await IdleAsync();
        await UntilAsync(() => ledger.In("queued") == 0); // every job was looked at once: that it runs was news
        double settled = await IdleAsync();
        double bare = await BareLooks.RunAsync(ledger.StatusAddresses(WarmUp), LooksPerSecond, idle);

        var ends = new ConcurrentDictionary<string, double>();
        Task[] waits = [.. requests.Take(Waiting).Select(id => WaitAsync(id, ends))];
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        TimeSpan cpu = server.Cpu();
        long begin = Stopwatch.GetTimestamp();
        await simulator.ReleaseAsync();
        await UntilAsync(() => ledger.In("queued", "running") == 0);
        TimeSpan heard = Stopwatch.GetElapsedTime(begin);
        await UntilAsync(() => ledger.In("downloading") == 0);
        TimeSpan ended = Stopwatch.GetElapsedTime(begin);
        TimeSpan working = server.Cpu() - cpu;
        await Task.WhenAll(waits);
        Footprint after = await server.MeasureAsync();
        (long created, int billed) = await simulator.TruthAsync();
        int delivered = ledger.In("succeeded");
        int clips = Directory.EnumerateFiles(Path.Combine(server.Home, "media"), "*.mp4", SearchOption.AllDirectories).Count();
        int all = WarmUp + jobs;
        bool once = created == all && billed == all && delivered == all && clips == all && ledger.Twice("succeeded") == 0;
        double heap = (full.Heap - empty.Heap) / (double)jobs;
        double resident = (full.Resident - empty.Resident) / (double)jobs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {jobs} jobs in flight in one server

            | | | |
            |---|---|---|
            | managed heap of a job, bytes | {heap:0} | {Verdict(heap <= MostBytes, "10 KB")} |
            | resident memory of a job, bytes | {resident:0} | {Verdict(resident <= MostBytes, "10 KB")} |
            | managed heap MiB, empty / full / after the end | {Mib(empty.Heap)} / {Mib(full.Heap)} / {Mib(after.Heap)} | |
            | resident MiB, empty / full / full before a collection / after the end | {Mib(empty.Resident)} / {Mib(full.Resident)} / {Mib(full.ResidentBefore)} / {Mib(after.ResidentBefore)} | |
            | threads, empty / full / right after the end | {empty.Threads} / {full.Threads} / {after.Threads} | {Verdict(full.Threads < empty.Threads + 16, "no thread each")} |
            | processor without a job, of one core | {unused:0.0%} | |
            | processor in the first {idle.TotalSeconds:0} s, of one core: nearly every look is a job's first, and is written | {first:0.0%} | |
            | processor once every job was looked at, of one core | {settled:0.0%} | {Verdict(settled <= 0.01, "1 %")} |
            | of that, {LooksPerSecond:0} status reads a second by a bare HttpClient | {bare:0.0%} | |
            | ordered, jobs per second | {jobs / ordering.TotalSeconds:0} | |
            | and submitted after | {submitting.TotalSeconds:0.0} s | |

            All of them end at the same moment

            | | |
            |---|---|
            | webhooks from arrival to answer | {after.Webhooks} |
            | all webhooks heard, per second | {jobs / heard.TotalSeconds:0} ({heard.TotalSeconds:0.0} s) |
            | all clips fetched, proved, stored, per second | {jobs / ended.TotalSeconds:0} ({ended.TotalSeconds:0.0} s; {working.TotalSeconds:0.0} s of processor) |
            | from a webhook's receipt to "downloading", ms | {Spread.Of(ledger.SinceWebhook("downloading", WarmUp))} |
            | from a webhook's receipt to the clip stored, ms | {Spread.Of(ledger.SinceWebhook("succeeded", WarmUp))} |
            | {ends.Count} waiting calls answered after, ms | {Spread.Of(ends.Values.Select(e => e - begin / (double)Stopwatch.Frequency * 1000))} |
            | created / billed / delivered / stored | {created} / {billed} / {delivered} / {clips} ({(once ? "every job once" : "NOT ONCE")}) |
            """));
    }

    private async Task<double> IdleAsync()
    {
        TimeSpan cpu = server.Cpu();
        await Task.Delay(idle, TimeProvider.System);
        return (server.Cpu() - cpu) / idle;
    }

    private static string Verdict(bool met, string target) => $"{(met ? "met" : "MISSED")}: {target}";

    private static string Mib(long bytes) => (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture);

    private static async Task<(T Result, TimeSpan Time)> TimedAsync<T>(Func<Task<T>> action)
    {
        long begin = Stopwatch.GetTimestamp();
        T result = await action();
        return (result, Stopwatch.GetElapsedTime(begin));
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    // 1, 2 or 3 segments a request.
    private async Task<List<string>> OrderAsync(int count)
    {
        var sizes = new List<int>();
        for (int left = count; left > 0; left -= sizes[^1])
        {
            sizes.Add(Math.Min(left, 1 + sizes.Count % 3));
        }

        var ids = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(sizes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (segments, stop) =>
        {
            using var body = new StringContent(RequestOf(segments), Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(server.Address, "v1/segments"), body, stop);
            string text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
            {
                throw new InvalidOperationException($"{answer.StatusCode}: {text}");
            }

            ids.Add((string)JsonNode.Parse(text)!["request_id"]!);
        });
        return [.. ids];
    }

    private async Task WaitAsync(string id, ConcurrentDictionary<string, double> ends)
    {
        while (!ends.ContainsKey(id))
        {
            JsonNode answer = JsonNode.Parse(await _http.GetStringAsync(new Uri(server.Address, $"v1/requests/{id}?wait_seconds=90")))!;
            if ((string)answer["status"]! == "finished")
            {
                ends[id] = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency * 1000;
            }
        }
    }

    private static string RequestOf(int segments)
    {
        var stills = new JsonArray();
        var board = new JsonArray();
        for (int frame = 1; frame <= 2 * segments; frame++)
        {
            string id = $"SCENE_1_SHOT_{frame}";
            stills.Add(new JsonObject { ["frame_id"] = id, ["image_base64"] = Still });
            board.Add(new JsonObject { ["frame_id"] = id, ["description"] = "The lamp of the lighthouse turns above the sea while the keeper climbs the last steps.", ["camera_notes"] = "slow push in", ["duration_seconds"] = 2 });
        }

        return new JsonObject
        {
            ["generated_frames"] = stills,
            ["storyboard_frames"] = board,
            ["project_context"] = new JsonObject { ["project_id"] = "load", ["episode_id"] = RandomNumberGenerator.GetHexString(12, lowercase: true) },
            ["wait_seconds"] = 0,
        }.ToJsonString();
    }
}
