using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using VideoGen.FalSimulation;
using VideoGen.Testing;

namespace VideoGen.Fault.Tests;

/// <summary>A machine of its own for one test: a home, the built program <c>videogen</c>, and fal.ai as the simulator plays it.</summary>
internal sealed class TestMachine : IAsyncDisposable
{
    /// <summary>Longest time a process may take, on a slow machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>A queue in which a job is sure to wait while a test does something to its machine.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("videogen-fault-").FullName;
    private readonly List<Process> _started = [];

    private TestMachine(FalSimulator? fal) => Fal = fal;

    /// <summary>A storyboard of two segments.</summary>
    public static string Storyboard { get; } = Path.Combine(
        typeof(TestMachine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!, "samples", "night-train", "request.json");

    /// <summary>fal.ai; null where only animatics are made.</summary>
    public FalSimulator? Fal { get; }

    /// <summary>How many jobs fal.ai was ever given: what is paid for.</summary>
    public long Purchases => Fal!.Truth.JobsCreated;

    /// <summary>Settings of this machine, by the names of their variables.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The disk that the home is on; null for that of the machine.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>Puts the home on a disk of its own.</summary>
    /// <param name="mount">Makes the disk where the home is.</param>
    public async Task PutOnAsync(Func<string, Task<SmallDisk>> mount) => Disk = await mount(Home);

    public string Home => Path.Combine(_folder, "home");

    public string Ledger => Path.Combine(Home, "ledger.db");

    /// <summary>A machine without a key.</summary>
    public static TestMachine Local() => new(null);

    /// <summary>A machine with a key of the simulator.</summary>
    /// <param name="queue">How long a job waits at fal.</param>
    /// <param name="isHeld">True holds every job at fal until <see cref="FinishAsync"/>.</param>
    public static async Task<TestMachine> PaidAsync(TimeSpan queue = default, bool isHeld = false)
    {
        FalSimulator fal = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            Renderer = new LargeClips(),
            QueueTime = queue == default ? TimeSpan.FromMilliseconds(5) : queue,
            InferenceTime = TimeSpan.FromMilliseconds(5),
            OthersAhead = 0,
            Concurrency = 10,
        });
        if (isHeld)
        {
            fal.Play("held");
        }

        var machine = new TestMachine(fal);
        machine.Settings["FAL_KEY"] = "place:5e1f0c7ad94b4b32";
        machine.Settings["VIDEOGEN_PROVIDER"] = "fal-ai";
        machine.Settings["VIDEOGEN_FAL_QUEUE_URL"] = fal.Addresses.Queue.AbsoluteUri;
        machine.Settings["VIDEOGEN_FAL_SYNC_URL"] = fal.Addresses.Sync.AbsoluteUri;
        machine.Settings["VIDEOGEN_FAL_REST_URL"] = fal.Addresses.Rest.AbsoluteUri;
        machine.Settings["VIDEOGEN_FAL_JWKS_URL"] = fal.Addresses.Jwks.AbsoluteUri;
        machine.Settings["VIDEOGEN_FAL_PLATFORM_URL"] = fal.Addresses.Platform.AbsoluteUri;
        machine.Settings["VIDEOGEN_FAL_FRAME_TRANSFER"] = "data_uri";
        machine.Settings["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "1";
        return machine;
    }

    /// <summary>A path in the folder of this machine.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>The storyboard with other members.</summary>
    public string Request(Action<JsonObject> change)
    {
        JsonObject request = JsonNode.Parse(File.ReadAllText(Storyboard))!.AsObject();
        foreach (JsonNode? frame in request["generated_frames"]!.AsArray())
        {
            // The pictures stand beside the storyboard.
            if (frame!["image_url"] is { } url && !((string)url!).Contains("://", StringComparison.Ordinal))
            {
                frame["image_url"] = Path.Combine(Path.GetDirectoryName(Storyboard)!, (string)url!);
            }
        }

        change(request);
        string file = At("request.json");
        File.WriteAllText(file, request.ToJsonString());
        return file;
    }

    /// <summary>Starts the program. A file that grows too large is an error for it, as on a full disk, and not its death.</summary>
    /// <param name="limits">Shell words before it: <c>ulimit -f 8</c>; empty for none.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(string limits, params string[] arguments) => Start(limits, Disk?.Enter ?? [], arguments);

    /// <summary>Starts the program behind other words.</summary>
    /// <param name="limits">Shell words before it.</param>
    /// <param name="before">A program and its arguments that start it.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(string limits, string[] before, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; {limits}\nexec \"$@\"", "sh", .. before, ProgramFile.Videogen, .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("FAL_", StringComparison.Ordinal) || k.StartsWith("VIDEOGEN_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // The runtime keeps its code in a large file of memory, which a limit on files would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["VIDEOGEN_HOME"] = Home;
        foreach ((string name, string value) in Settings)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        _started.Add(process);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs the program to its end.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) => EndAsync(Start("", [.. arguments, "--json"]));

    /// <summary>Runs the program to its end, held to limits.</summary>
    public Task<Outcome> RunHeldAsync(string limits, params string[] arguments) => EndAsync(Start(limits, [.. arguments, "--json"]));

    /// <summary>Waits for the end of the program.</summary>
    public static async Task<Outcome> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>
    /// Releases what fal holds and asks for a request until nothing of it is pending: claims of a dead process, and records of the provider,
    /// take their time.
    /// </summary>
    public async Task<Outcome> FinishAsync(string requestId)
    {
        long begin = TimeProvider.System.GetTimestamp();
        Outcome answer;
        do
        {
            Task<Outcome> asked = RunAsync("status", requestId, "--wait", "90");
            while (!asked.IsCompleted)
            {
                Fal?.Release();
                await Task.WhenAny(asked, Task.Delay(Look, TimeProvider.System));
            }

            answer = await asked;
        }
        while (answer.Code == 4 && TimeProvider.System.GetElapsedTime(begin) < Patience);
        return answer;
    }

    /// <summary>Asks for a request until its answer names a reason, longer each time: the look that finds it may come after the first call gave up.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="reasons">Words of the reason; any of them.</param>
    /// <param name="limits">What the asking process is held to.</param>
    public async Task<Outcome> PendingAsync(string requestId, string[] reasons, string limits = "")
    {
        long begin = TimeProvider.System.GetTimestamp();
        int seconds = 8;
        Outcome answer;
        do
        {
            seconds *= 2;
            answer = await RunHeldAsync(limits, "status", requestId, "--wait", $"{seconds}");
        }
        while (answer.Code == 4 && !reasons.Any(reason => answer.Missing.Contains(reason, StringComparison.Ordinal)) && TimeProvider.System.GetElapsedTime(begin) < Patience);
        return answer;
    }

    /// <summary>Waits until the ledger has it that fal took both segments.</summary>
    public Task UntilAcceptedAsync() => UntilAsync(() =>
    {
        try
        {
            using var reader = new SqliteConnection($"Data Source={(Disk is null ? Ledger : CopyOfLedger(Disk))};Pooling=False{(Disk is null ? ";Mode=ReadOnly" : "")}");
            reader.Open();
            using SqliteCommand command = reader.CreateCommand();
            command.CommandText = "select count(*) from job_event where document like '%Accepted as %'";
            return (long)command.ExecuteScalar()! == 2;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            return false; // there is no ledger yet
        }
    });

    // SQLite reads the link to the namespace's root as the path that it was made for, which is another place here.
    private string CopyOfLedger(SmallDisk disk)
    {
        string copy = At("copy.db");
        foreach (string ending in (string[])["", "-wal"])
        {
            File.Copy($"{disk.Root}{Ledger}{ending}", copy + ending, overwrite: true);
        }

        File.Delete(copy + "-shm");
        return copy;
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            await Task.Delay(Look, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>The history of all jobs, as another process reads it; that takes up no job.</summary>
    public async Task<string> HistoryAsync()
    {
        Outcome records = await EndAsync(Start("", "records", "videoGenJobs"));
        records.Code.ShouldBe(0, records.Error);
        return records.Output;
    }

    /// <summary>Id of the only request, as the history has it.</summary>
    public async Task<string> RequestIdAsync() =>
        "req_" + new string([.. (await HistoryAsync()).Split("req_")[1].TakeWhile(char.IsAsciiLetterOrDigit)]);

    /// <summary>Waits until a process tells people something; false when it ends without that.</summary>
    public static async Task<bool> SaysAsync(Process process, string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        if (Fal is not null)
        {
            await Fal.DisposeAsync();
        }

        if (Disk is not null)
        {
            await Disk.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
