using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Ledger.Postgres;
using VideoGen.Load.Bench;

namespace VideoGen.Cluster.Bench;

/// <summary>The figures of several nodes, in one run with one node on SQLite and one on PostgreSQL.</summary>
/// <param name="program">The server's program.</param>
/// <param name="folder">A folder for everything.</param>
/// <param name="server">Connection string of the PostgreSQL server, without a database.</param>
/// <param name="postmaster">Its process.</param>
/// <param name="jobs">Jobs in flight.</param>
internal sealed class ClusterBench(string program, string folder, string server, int postmaster, int jobs) : IAsyncDisposable
{
    private const int Nodes = 3;
    private const int WarmUp = 45;
    private const int Requests = 90;
    private const int Rounds = 2;
    private const int Callers = 24;
    private const int Wakes = 50;
    private const int FewJobs = 30;
    private const int Ended = 1_000;
    private const int LooksPerSecond = 300;
    private const int Target = 50_000;
    private const int Posters = 9;
    private const string NoProgram = "/nowhere/ffmpeg";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(30);

    private readonly Orders _orders = new();
    private readonly Database _single = new(server, "single", postmaster);
    private readonly Database _shared = new(server, "cluster", postmaster);
    private readonly List<Node> _started = [];
    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>Name of a node at the relay.</summary>
    public static string NameOf(int number) => $"n{number}";

    public async ValueTask DisposeAsync()
    {
        foreach (Node node in _started)
        {
            await node.DisposeAsync();
        }

        _orders.Dispose();
        await _single.DisposeAsync();
        await _shared.DisposeAsync();
    }

    public async Task RunAsync()
    {
        using SimulatorProcess simulator = await SimulatorProcess.StartAsync();
        await using WebhookRelay relay = await WebhookRelay.StartAsync();
        await _single.MakeAsync();
        await _shared.MakeAsync();
        await simulator.PlayAsync("instant");
        Node file = Make("file", simulator, relay, null, isOfCluster: false);
        Node alone = Make("alone", simulator, relay, _single.Connection, isOfCluster: false);
        Node posters = Make("posters", simulator, relay, null, isOfCluster: false, ffmpeg: "ffmpeg");
        Node[] nodes = [.. Enumerable.Range(0, Nodes).Select(i => Make(NameOf(i), simulator, relay, _shared.Connection, isOfCluster: true))];
        relay.Route("file", file.Root);
        relay.Route("alone", alone.Root);
        relay.Route("posters", posters.Root);
        Say($"Load average at the start: {Processes.Load()}; {Environment.ProcessorCount} processors; PostgreSQL with its default durability");

        await CompareAsync(file, alone, nodes, relay);
        await file.StopAsync();
        await alone.StopAsync();
        await PostersAsync(posters);
        await using var ledger = new PostgresLedger(new PostgresLedgerOptions(_shared.Connection), TimeProvider.System);
        await RestAsync(nodes, "without a job");
        await WakeAsync(nodes, relay, simulator, ledger, "three nodes without other work");
        await TakeOverAsync(nodes, relay, simulator);
        await CarryAsync(nodes, relay, simulator, ledger);
        Say($"Load average at the end: {Processes.Load()}; all of it took {Stopwatch.GetElapsedTime(_begun).TotalMinutes:0.0} min");
    }

    // Contenders take turns, each with the node on SQLite.
    private async Task CompareAsync(Node file, Node alone, Node[] nodes, WebhookRelay relay)
    {
        await StartAsync(file);
        await StartAsync(alone);
        var lines = new List<string>();
        var all = new Throughput();
        await WarmUpAsync([file]);
        await WarmUpAsync([alone]);
        lines.AddRange(await PairAsync("one on PostgreSQL", file, all, [alone], _single));
        for (int count = 1; count <= Nodes; count++)
        {
            await StartAsync(nodes[count - 1]);
            Node[] up = nodes[..count];
            await UntilAsync(async () => await _shared.LivingAsync() == count);
            for (int i = 0; i < count; i++)
            {
                relay.Route(NameOf(i), up[(i + 1) % count].Root); // never the one that ordered, where there is another
            }

            await WarmUpAsync(up);
            lines.AddRange(await PairAsync($"cluster of {count}", file, all, up, _shared));
        }

        double segments = Enumerable.Range(0, Requests).Average(Orders.SegmentsOf);
        Say($"""

            {Callers} callers, requests of 1 to 3 segments that wait for their clips; {Rounds} rounds of {Requests} requests for each, in turn with the node on SQLite; simulator, callers and database on the same processors

            | | requests/s | jobs/s | beside SQLite, paired | a request, ms | CPU of a job, nodes + PostgreSQL, ms | statements of a job | WAL of a job, kB | database of a job, kB | right to write held | MiB a node |
            |---|---|---|---|---|---|---|---|---|---|---|
            {all.Line("one on SQLite", all.PerSecond, segments)}
            {string.Join(Environment.NewLine, lines)}
            """);
    }

    private async Task<string[]> PairAsync(string name, Node file, Throughput ofFile, Node[] nodes, Database database)
    {
        var own = new Throughput();
        int from = ofFile.PerSecond.Count;
        for (int round = 0; round < Rounds; round++)
        {
            await ofFile.RunAsync(_orders, [file], null, Requests, Callers);
            await own.RunAsync(_orders, nodes, database, Requests, Callers);
        }

        return [own.Line(name, [.. ofFile.PerSecond.Skip(from)], Enumerable.Range(0, Requests).Average(Orders.SegmentsOf))];
    }

    private async Task WarmUpAsync(Node[] nodes) => await _orders.CallAsync([.. nodes.Select(n => n.Root)], WarmUp * nodes.Length, Callers);

    // What the bench switches off elsewhere, since it is the same work whatever the ledger is, and queues up behind the orders.
    private async Task PostersAsync(Node node)
    {
        await StartAsync(node);
        double before = node.CpuOfPrograms();
        await _orders.CallAsync([node.Root], Posters, callers: 1);
        int rendered = Enumerable.Range(0, Posters).Sum(Orders.SegmentsOf);
        string previews = Path.Combine(node.Home, "previews");
        await UntilAsync(() => Task.FromResult(Directory.Exists(previews) && Directory.EnumerateFiles(previews, "*.mp4").Count(f => !Path.GetFileName(f).StartsWith('.')) >= rendered));
        Say($"\nPoster and proxy of a clip: {(node.CpuOfPrograms() - before) * 1000 / rendered:0} ms of ffmpeg, behind the job's end and at low priority; the nodes below have no ffmpeg");
        await node.StopAsync();
    }

    private async Task RestAsync(Node[] nodes, string when)
    {
        (DatabaseCounts used, double cpu) = await OverAsync(nodes, AtRest);
        Say($"\nThree nodes {when}: {used.Statements / AtRest.TotalSeconds:0.0} statements/s, {used.LogBytes / AtRest.TotalSeconds / 1000:0.0} kB of WAL/s, {cpu / AtRest.TotalSeconds / Nodes:0.0%} of a core a node, {used.Cpu / AtRest.TotalSeconds:0.0%} PostgreSQL, {nodes.Average(n => n.ResidentMib()):0} MiB a node");
    }

    private async Task WakeAsync(Node[] nodes, WebhookRelay relay, SimulatorProcess simulator, PostgresLedger ledger, string when)
    {
        var wakes = new WakeUps();
        await wakes.RunAsync(_orders, nodes, relay, simulator, ledger, Wakes);
        Say($"{wakes.Table(when)}\nLoad average: {Processes.Load()}");
    }

    private async Task TakeOverAsync(Node[] nodes, WebhookRelay relay, SimulatorProcess simulator)
    {
        await simulator.PlayAsync("held");
        relay.Route(NameOf(2), nodes[0].Root);
        string[] requests = await Task.WhenAll(Enumerable.Range(0, FewJobs).Select(async _ => (string)(await _orders.OrderAsync(nodes[2].Root, 1, wait: 0))["request_id"]!));
        await UntilAsync(async () => await _shared.NumberAsync("select count(*) from job where due_at is not null and state in ('queued', 'running')") == FewJobs);
        (double all, _) = await KillAsync(nodes[2]);
        await ReleaseAsync(simulator, FewJobs);
        await Task.WhenAll(requests.Select(id => _orders.WaitAsync(nodes[0].Root, id)));
        Say($"\n{FewJobs} jobs of a killed node belong to the others {all:0.0} s after the kill; each was delivered after that");
        await StartAsync(nodes[2]);
        await UntilAsync(async () => await _shared.LivingAsync() == Nodes);
    }

    private async Task CarryAsync(Node[] nodes, WebhookRelay relay, SimulatorProcess simulator, PostgresLedger ledger)
    {
        relay.Route(Seeds.RelayNumber, nodes[0].Root);
        await simulator.PlayAsync("held");
        string template = (string)(await _orders.OrderAsync(nodes[0].Root, 1, wait: 0))["request_id"]!;
        await UntilAsync(async () => (await ledger.ListJobsAsync(template, default))[0].State is Jobs.JobState.Running);
        double[] empty = [.. nodes.Select(n => n.ResidentMib())];
        DatabaseCounts before = await _shared.CountAsync();
        long begun = Stopwatch.GetTimestamp();
        ImmutableArray<string> seeds = await new Seeds(ledger, simulator.Addresses.Queue, relay).SowAsync(template, jobs);
        double sown = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await UntilAsync(async () => await _shared.OwnedAsync(null) == 0);
        double taken = Stopwatch.GetElapsedTime(begun).TotalSeconds - sown;
        DatabaseCounts size = await _shared.CountAsync() - before;
        long inFlight = await _shared.NumberAsync("select count(*) from job where due_at is not null");
        long[] owned = await OwnedAsync(nodes);
        Say($"""

            {inFlight} jobs in flight in three nodes ({(inFlight >= Target ? "met" : "fewer than")}: {Target}), {string.Join(" / ", owned)}; written through the ledger's port and held by the simulator, {sown:0} s for both; nobody's job {taken:0.0} s after the last was written; {size.Size / jobs} bytes of database a job so far
            """);

        await Task.Delay(AtRest, TimeProvider.System); // what taking them up took settles
        long looks = await _shared.LooksAsync();
        (DatabaseCounts used, double cpu) = await OverAsync(nodes, Looking);
        looks = await _shared.LooksAsync() - looks;
        double seconds = Looking.TotalSeconds;
        Say($"""

            | they are looked at, {LooksPerSecond} a second at most by follow.max_looks_per_second, {seconds:0} s | |
            |---|---|
            | looks a second | {looks / seconds:0} |
            | statements a look; WAL a look, bytes | {used.Statements / (double)looks:0.00}; {used.LogBytes / (double)looks:0} |
            | CPU of a look, nodes + PostgreSQL, ms | {cpu * 1000 / looks:0.00} + {used.Cpu * 1000 / looks:0.00} |
            | MiB a node, before and with {owned.Average():0} jobs | {string.Join(" / ", empty.Select(Mib))}; {string.Join(" / ", nodes.Select(n => Mib(n.ResidentMib())))} |
            | load average | {Processes.Load()} |
            """);

        await simulator.PlayAsync("instant");
        for (int i = 0; i < Nodes; i++)
        {
            relay.Route(NameOf(i), nodes[(i + 1) % Nodes].Root);
        }

        var busy = new Throughput();
        await busy.RunAsync(_orders, nodes, _shared, Requests, Callers);
        Say($"""

            | orders meanwhile | requests/s | jobs/s | | a request, ms | CPU of a job, nodes + PostgreSQL, ms | statements of a job | WAL of a job, kB | database of a job, kB | right to write held | MiB a node |
            |---|---|---|---|---|---|---|---|---|---|---|
            {busy.Line("three nodes with all these in flight", busy.PerSecond, Enumerable.Range(0, Requests).Average(Orders.SegmentsOf))}
            """);
        await EndAsync(nodes, simulator, seeds, template);

        (double all, double first) = await KillAsync(nodes[2]);
        Say($"\n{owned[2]} jobs of a killed node: the first belonged to another {first:0.0} s after the kill, the last {all:0.0} s after it; now {string.Join(" / ", await OwnedAsync(nodes[..2]))}");
    }

    // Some of those that are carried end, by webhooks to one of the nodes, and calls wait for them on all.
    private async Task EndAsync(Node[] nodes, SimulatorProcess simulator, ImmutableArray<string> seeds, string template)
    {
        int ended = Math.Min(Ended, seeds.Length / 2); // the rest is for the kill
        await ReleaseAsync(simulator, 1); // the template
        await _orders.WaitAsync(nodes[1].Root, template);
        long before = await _shared.NumberAsync("select count(*) from job where state = 'succeeded'");
        long begun = Stopwatch.GetTimestamp();
        await ReleaseAsync(simulator, ended);
        await UntilAsync(async () => await _shared.NumberAsync("select count(*) from job where state = 'succeeded'") - before >= ended);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        long twice = await _shared.NumberAsync("select count(*) from (select job_id from job_event where document ->> 'to' = 'succeeded' group by job_id having count(*) > 1) twice");
        Say($"\n{ended} of them end at the same moment, their webhooks all to one node: delivered in {seconds:0.0} s, {ended / seconds:0} a second; delivered twice: {twice}; {seeds.Length} requests in all");
    }

    private async Task<(double All, double First)> KillAsync(Node node)
    {
        string name = await _shared.OwnerAsync(node.Endpoints.ClusterPort);
        long owned = await _shared.OwnedAsync(name);
        long begun = Stopwatch.GetTimestamp();
        await node.KillAsync();
        double first = 0;
        while (await _shared.OwnedAsync(name) is > 0 and var left)
        {
            first = first == 0 && left < owned ? Stopwatch.GetElapsedTime(begun).TotalSeconds : first;
            await Task.Delay(Look, TimeProvider.System);
        }

        double all = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (all, first == 0 ? all : first);
    }

    private async Task<long[]> OwnedAsync(Node[] nodes)
    {
        var owned = new List<long>();
        foreach (Node node in nodes)
        {
            owned.Add(await _shared.OwnedAsync(await _shared.OwnerAsync(node.Endpoints.ClusterPort)));
        }

        return [.. owned];
    }

    private async Task<(DatabaseCounts Used, double Cpu)> OverAsync(Node[] nodes, TimeSpan time)
    {
        DatabaseCounts before = await _shared.CountAsync();
        double cpu = nodes.Sum(n => n.Cpu());
        await Task.Delay(time, TimeProvider.System);
        return (await _shared.CountAsync() - before, nodes.Sum(n => n.Cpu()) - cpu);
    }

    private static async Task ReleaseAsync(SimulatorProcess simulator, int count)
    {
        for (int released = 0; released < count; released += await simulator.ReleaseAsync(count - released))
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private Node Make(string name, SimulatorProcess simulator, WebhookRelay relay, string? connection, bool isOfCluster, string ffmpeg = NoProgram)
    {
        var variables = new Dictionary<string, string>(simulator.Addresses.Environment, StringComparer.Ordinal)
        {
            ["VIDEOGEN_PROVIDER"] = "fal-ai",
            ["VIDEOGEN_FAL_WEBHOOK_URL"] = relay.AddressOf(name),
            ["VIDEOGEN_JOBS_MAX_IN_FLIGHT"] = "1000000",
            ["VIDEOGEN_FOLLOW_MAX_LOOKS_PER_SECOND"] = LooksPerSecond.ToString(CultureInfo.InvariantCulture),
            ["VIDEOGEN_FFMPEG"] = ffmpeg,
            ["VIDEOGEN_PICTURES_ALLOW_PRIVATE_ADDRESSES"] = "true",
        };
        if (connection is not null)
        {
            variables["VIDEOGEN_LEDGER_CONNECTION"] = connection;
        }

        if (!isOfCluster)
        {
            variables["VIDEOGEN_CLUSTER_ADDRESS"] = variables["VIDEOGEN_CLUSTER_PORT"] = ""; // as if unset
        }

        string home = Directory.CreateDirectory(Path.Combine(folder, isOfCluster ? "shared" : name)).FullName;
        var node = new Node(_started.Count, home, variables) { Program = program };
        _started.Add(node);
        return node;
    }

    private static async Task StartAsync(Node node)
    {
        node.Start();
        await node.ReadyAsync();
    }

    private static string Mib(double mib) => mib.ToString("0", CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }
}
