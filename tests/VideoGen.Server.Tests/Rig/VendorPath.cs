using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Simulators;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Rig;

/// <summary>
/// The whole paid path over real loopback HTTP to another vendor than fal: its simulator on one side, the server with its agent on the other.
/// Disposing it holds everything against what is true of every test: no key where it does not belong, and no money that only one side knows of.
/// </summary>
internal sealed class VendorPath : IAsyncDisposable
{
    public const string Key = "sk-or-v1-5e1f0c7ad94b4b32";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly VideoGenServer _server;
    private readonly CapturedLog _log;
    private readonly string _home;
    private readonly ManualTime? _clock;

    private VendorPath(VendorSimulator vendor, VideoGenServer server, CapturedLog log, string home, ManualTime? clock) =>
        (Vendor, _server, _log, _home, _clock) = (vendor, server, log, home, clock);

    public VendorSimulator Vendor { get; }

    public AgentHost Agent => _server.Agent;

    /// <summary>At a vendor that plays the behaviours.</summary>
    public static Task<VendorPath> AtAsync(string provider, string play) => provider is "runway" ? RunwayAsync(play) : OpenRouterAsync(play);

    /// <summary>Both sides on the machine's clock; the callback comes at once.</summary>
    public static async Task<VendorPath> OpenRouterAsync(string play = "", decimal pollSeconds = 60, string? secret = "whsec_simulator")
    {
        OpenRouterSimulator vendor = await OpenRouterSimulator.StartAsync(Quick(TimeProvider.System));
        vendor.Play(play);
        VendorPath path = await StartAsync(vendor, null, secret, settings => settings with
        {
            Provider = "openrouter",
            Openrouter = new OpenRouterSettings { ApiUrl = vendor.ApiUrl, PollIntervalSeconds = pollSeconds },
        });
        string address = $"http://127.0.0.1:{path._server.Addresses.Select(a => new Uri(a)).Single(a => a.Host != "127.0.0.1").Port}/";
        Catalog.ProviderConfig config = (await path.Agent.Catalog.ReadAsync(CancellationToken.None)).Provider("openrouter")!;
        (await path.Agent.Catalog.PutProviderAsync(config with { WebhookUrl = address }, CancellationToken.None)).ShouldBeEmpty();
        return path;
    }

    /// <summary>Both sides on one clock that <see cref="OrderAsync"/> moves: nobody may ask Runway more often than every five seconds.</summary>
    public static async Task<VendorPath> RunwayAsync(string play = "", Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var clock = new ManualTime();
        SimulatorOptions options = Quick(clock);
        RunwaySimulator vendor = await RunwaySimulator.StartAsync(change?.Invoke(options) ?? options);
        vendor.Play(play);
        return await StartAsync(vendor, clock, null, settings => settings with
        {
            Provider = "runway",
            Runway = new RunwaySettings { ApiUrl = vendor.ApiUrl, PollIntervalSeconds = 5 },
        });
    }

    /// <summary>Orders segments of two frames each and waits until all have ended.</summary>
    public async Task<SynthesisAnswer> OrderAsync(Order? order = null)
    {
        Answer<SynthesisAnswer> answer = await AgainstTheClockAsync(Agent.Segments.SynthesizeAsync((order ?? new Order()).Call(), null, CancellationToken.None).AsTask());
        return answer switch
        {
            Answer<SynthesisAnswer>.Given given => given.Value,
            Answer<SynthesisAnswer>.Refused refused => throw new InvalidOperationException(string.Join(' ', refused.Refusal.Problems)),
            _ => throw new InvalidOperationException(),
        };
    }

    public async Task<SynthesisAnswer> GetAsync(string requestId) =>
        ((Answer<SynthesisAnswer>.Given)await AgainstTheClockAsync(Agent.Segments.GetAsync(requestId, TimeSpan.FromSeconds(90), null, CancellationToken.None).AsTask())).Value;

    /// <summary>Asks to stop a request, while the clock goes on.</summary>
    public async Task CancelAsync(string requestId) => await AgainstTheClockAsync(Agent.Segments.CancelAsync(requestId, CancellationToken.None).AsTask());

    /// <summary>Moves the clock of both sides until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            _clock!.Advance(Step);
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>How often the truth log holds a kind of event.</summary>
    public int Count(string kind) => Vendor.Truth.Events.Count(e => e.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        ImmutableArray<Job> jobs = await Agent.Ledger.ListNewestJobsAsync(100, CancellationToken.None);
        await _server.DisposeAsync();
        await Vendor.DisposeAsync();
        Vendor.Truth.Events.Where(e => e.Kind is TruthKind.KeyLeaked or TruthKind.Defect).ShouldBeEmpty();
        Vendor.Truth.Events.Count(e => e.Kind == TruthKind.SubmitArrived).ShouldBeLessThanOrEqualTo(jobs.Length, "a submit is sent once");
        _log.Lines.All.ShouldAllBe(line => !line.Contains(Key, StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(_home, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)).ShouldBe(-1, file);
        }

        Directory.Delete(_home, recursive: true);
    }

    private static SimulatorOptions Quick(TimeProvider time) => new()
    {
        Time = time,
        Key = Key,
        Renderer = new PlainClips(),
        QueueTime = TimeSpan.FromMilliseconds(5),
        RunTime = TimeSpan.FromMilliseconds(5),
        WebhookPauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)],
        Concurrency = 10,
    };

    private static async Task<VendorPath> StartAsync(VendorSimulator vendor, ManualTime? clock, string? secret, Func<Settings, Settings> change)
    {
        Settings settings = change(new Settings
        {
            Home = Directory.CreateTempSubdirectory("vendor-path-").FullName,
            Server = new ServerSettings { Port = 0, WebhookPort = 0 },
            Pictures = new PictureSettings { AllowPrivateAddresses = true },
        });
        var log = new CapturedLog();
        var server = new VideoGenServer(
            settings, clock ?? TimeProvider.System, name => name is "OPENROUTER_API_KEY" or "RUNWAYML_API_SECRET" ? Key : name == "OPENROUTER_WEBHOOK_SECRET" ? secret : null,
            logging => logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        await server.StartAsync();
        return new VendorPath(vendor, server, log, settings.Home, clock);
    }

    private async Task<T> AgainstTheClockAsync<T>(Task<T> call)
    {
        while (_clock is not null && !call.IsCompleted)
        {
            _clock.Advance(Step);
            await Task.WhenAny(call, Task.Delay(Look, TimeProvider.System));
        }

        return await call;
    }
}
