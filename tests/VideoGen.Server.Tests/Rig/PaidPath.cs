using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Truth;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Rig;

/// <summary>
/// The whole paid path over real loopback HTTP: the simulator on one side, the server with its agent on the other. Disposing it holds
/// everything against the promises that are true of every test: no key and no webhook secret where it does not belong.
/// </summary>
internal sealed class PaidPath : IAsyncDisposable
{
    public const string Secret = "5e1f0c7ad94b4b32";
    private const string Key = "rig-key:" + Secret;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private PaidPath(FalSimulator fal, VideoGenServer server, CapturedLog log, Settings settings, ManualTime? clock) =>
        (Fal, Server, Log, Settings, Clock) = (fal, server, log, settings, clock);

    public FalSimulator Fal { get; }

    public VideoGenServer Server { get; private set; }

    public CapturedLog Log { get; }

    public Settings Settings { get; }

    /// <summary>The clock of both sides; null where they follow the machine's.</summary>
    public ManualTime? Clock { get; }

    /// <summary>What the server finds in its environment beside the key.</summary>
    private Func<string, string?>? Variables { get; init; }

    public AgentHost Agent => Server.Agent;

    public TruthLog Truth => Fal.Truth;

    /// <summary>Where the internet reaches the server.</summary>
    public Uri Public => new($"http://127.0.0.1:{Server.Addresses.Select(a => new Uri(a)).Single(a => a.Host != "127.0.0.1").Port}/");

    /// <summary>Where this machine reaches the server.</summary>
    public Uri Local => Server.Addresses.Select(a => new Uri(a)).Single(a => a.Host == "127.0.0.1");

    public static async Task<PaidPath> StartAsync(
        string play = "", bool webhooks = true, Func<FalSettings, FalSettings>? fal = null, bool manual = false, Func<Settings, Settings>? settings = null, int concurrency = 10,
        Func<string, string?>? variables = null)
    {
        ManualTime? clock = manual ? new ManualTime() : null;
        TimeProvider time = clock ?? TimeProvider.System;
        FalSimulator simulator = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            Time = time,
            Renderer = new PlainClips(),
            QueueTime = TimeSpan.FromMilliseconds(5),
            InferenceTime = TimeSpan.FromMilliseconds(5),
            WebhookPauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)],
            Concurrency = concurrency,
        });
        simulator.Play(play);
        Settings made = Made(simulator, fal, settings);
        var log = new CapturedLog();
        VideoGenServer server = Begin(made, time, log, variables);
        var path = new PaidPath(simulator, server, log, made, clock) { Variables = variables };
        await path.OpenAsync(webhooks);
        return path;
    }

    /// <summary>The server ends and another begins on the same ledger, once what is given between the two is done.</summary>
    public async Task RestartAsync(bool webhooks = true, Func<Task>? between = null)
    {
        await Server.DisposeAsync();
        await (between?.Invoke() ?? Task.CompletedTask);
        Server = Begin(Settings, Clock ?? TimeProvider.System, Log, Variables);
        await OpenAsync(webhooks);
    }

    /// <summary>Orders segments of two frames each and waits for the answer.</summary>
    public async Task<SynthesisAnswer> OrderAsync(Order? order = null, ProgressWatch? watch = null) =>
        await TryOrderAsync(order, watch) switch
        {
            Answer<SynthesisAnswer>.Given given => given.Value,
            Answer<SynthesisAnswer>.Refused refused => throw new InvalidOperationException(string.Join(' ', refused.Refusal.Problems)),
            _ => throw new InvalidOperationException(),
        };

    public async Task<Answer<SynthesisAnswer>> TryOrderAsync(Order? order = null, ProgressWatch? watch = null) =>
        await Agent.Segments.SynthesizeAsync((order ?? new Order()).Call(), watch, CancellationToken.None);

    public async Task<SynthesisAnswer> GetAsync(string requestId, double wait = 90, ProgressWatch? watch = null) =>
        ((Answer<SynthesisAnswer>.Given)await Agent.Segments.GetAsync(requestId, TimeSpan.FromSeconds(wait), watch, CancellationToken.None)).Value;

    public async Task<Job> JobAsync(string requestId, int index = 0) => (await Agent.Ledger.ListJobsAsync(requestId, CancellationToken.None))[index];

    public async Task<ImmutableArray<JobEvent>> HistoryAsync(string requestId, int index = 0) =>
        await Agent.Ledger.ListEventsAsync((await JobAsync(requestId, index)).Id, CancellationToken.None);

    /// <summary>
    /// Lets time pass on the clock of both sides, then slowly more until what was ordered has ended; on a slow machine that may be after its
    /// call gave up waiting.
    /// </summary>
    public async Task<SynthesisAnswer> PassAsync(TimeSpan time)
    {
        string requestId = (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None))[0].Id;
        for (TimeSpan step = time; !(await JobAsync(requestId)).IsTerminal; step = TimeSpan.FromSeconds(0.5))
        {
            Clock!.Advance(step);
            await Task.Delay(Look, TimeProvider.System);
        }

        return await GetAsync(requestId, wait: 0);
    }

    /// <summary>Waits for something that happens without a signal.</summary>
    public static async Task UntilAsync(Func<Task<bool>> happened)
    {
        while (!await happened())
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>How often the truth log holds a kind of event.</summary>
    public int Count(string kind) => Truth.Events.Count(e => e.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        ImmutableArray<Job> jobs = await Agent.Ledger.ListNewestJobsAsync(100, CancellationToken.None);
        string records = string.Concat(await Task.WhenAll(
            Records.RecordCollections.Names.Select(async name => (await Agent.Records.ReadAsync(name, 100, null, CancellationToken.None)).ToJsonString())));
        await Server.DisposeAsync();
        await Fal.DisposeAsync();
        Truth.Events.Where(e => e.Kind is TruthKind.KeyLeaked or TruthKind.Defect).ShouldBeEmpty();
        string[] unspoken = [Secret, .. jobs.Select(j => j.WebhookToken).OfType<string>()];
        foreach (string secret in unspoken)
        {
            Log.Lines.All.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
            records.Contains(secret, StringComparison.Ordinal).ShouldBeFalse();
        }

        foreach (string file in Directory.EnumerateFiles(Settings.Home, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1, file);
        }

        Directory.Delete(Settings.Home, recursive: true);
    }

    private static VideoGenServer Begin(Settings settings, TimeProvider time, CapturedLog log, Func<string, string?>? variables) => new(
        settings, time, name => name == "FAL_KEY" ? Key : variables?.Invoke(name), logging => logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace));

    // The port is known only once the server listens, so the address goes where an operator may put it too: into the provider config.
    private async Task OpenAsync(bool webhooks)
    {
        await Server.StartAsync();
        Catalog.ProviderConfig config = (await Agent.Catalog.ReadAsync(CancellationToken.None)).Provider(FalProvider.WireName)!;
        (await Agent.Catalog.PutProviderAsync(config with { WebhookUrl = webhooks ? Public.AbsoluteUri : null }, CancellationToken.None)).ShouldBeEmpty();
    }

    private static Settings Made(FalSimulator simulator, Func<FalSettings, FalSettings>? fal, Func<Settings, Settings>? settings)
    {
        var options = new FalSettings
        {
            QueueUrl = simulator.Addresses.Queue,
            SyncUrl = simulator.Addresses.Sync,
            RestUrl = simulator.Addresses.Rest,
            JwksUrl = simulator.Addresses.Jwks,
            PlatformUrl = simulator.Addresses.Platform,
            FrameTransfer = FalFrameTransfer.DataUri,
            PollIntervalSeconds = 0.05m,
        };
        var made = new Settings
        {
            Home = Directory.CreateTempSubdirectory("paid-path-").FullName,
            Provider = FalProvider.WireName,
            Fal = fal?.Invoke(options) ?? options,
            Server = new ServerSettings { Port = 0, WebhookPort = 0 },
            Pictures = new PictureSettings { AllowPrivateAddresses = true },
            Follow = new FollowSettings { MaxDownloadAttempts = 1 },
        };
        return settings?.Invoke(made) ?? made;
    }
}
