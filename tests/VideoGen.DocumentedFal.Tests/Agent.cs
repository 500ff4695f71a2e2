using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using VideoGen.Contract;
using VideoGen.DocumentedFal.Tests.Service;
using VideoGen.Fal;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Server;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.DocumentedFal.Tests;

/// <summary>The server with its agent, whose fal.ai is the documented one. Disposing it demands that fal was given nothing undocumented and that nothing in the server failed unexpectedly.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private static readonly string Still = Convert.ToBase64String(SamplePictures.Png());

    private readonly VideoGenServer _server;
    private readonly FakeLogCollector _log;
    private readonly string _home;

    private Agent(DocumentedService fal, VideoGenServer server, FakeLogCollector log, string home) => (Fal, _server, _log, _home) = (fal, server, log, home);

    public DocumentedService Fal { get; }

    public ILedger Ledger => _server.Agent.Ledger;

    public static async Task<Agent> StartAsync(Func<int, Run>? plan = null, Func<FalSettings, FalSettings>? fal = null)
    {
        DocumentedService service = await DocumentedService.StartAsync(plan);
        var options = new FalSettings
        {
            QueueUrl = service.Queue,
            RestUrl = service.Rest,
            JwksUrl = service.KeySet,
            PlatformUrl = service.Platform,
            PollIntervalSeconds = 0.05m,
        };
        string home = Directory.CreateTempSubdirectory("documented-fal-home-").FullName;
        var settings = new Settings
        {
            Home = home,
            Provider = FalProvider.WireName,
            Fal = fal?.Invoke(options) ?? options,
            Server = new ServerSettings { Port = 0, WebhookPort = 0 },
            Pictures = new PictureSettings { AllowPrivateAddresses = true },
        };
        var log = FakeLogCollector.Create(new FakeLogCollectorOptions { FilteredLevels = { LogLevel.Error, LogLevel.Critical } });
        var server = new VideoGenServer(settings, TimeProvider.System, name => name == "FAL_KEY" ? DocumentedService.Key : null, logging => logging.ClearProviders().AddProvider(new FakeLoggerProvider(log)));
        await server.StartAsync();
        string receiver = $"http://127.0.0.1:{server.Addresses.Select(a => new Uri(a)).Single(a => a.Host != "127.0.0.1").Port}/";
        Catalog.ProviderConfig config = (await server.Agent.Catalog.ReadAsync(default)).Provider(FalProvider.WireName)!;
        (await server.Agent.Catalog.PutProviderAsync(config with { WebhookUrl = receiver }, default)).ShouldBeEmpty();
        return new Agent(service, server, log, home);
    }

    /// <summary>Orders segments and waits for the answer.</summary>
    /// <param name="segments">How many, 1 to 3.</param>
    /// <param name="pair">True gives each segment two frames.</param>
    /// <param name="settings"><c>video_settings</c>.</param>
    public async Task<SynthesisAnswer> OrderAsync(int segments = 1, bool pair = true, JsonObject? settings = null)
    {
        var stills = new JsonArray();
        var board = new JsonArray();
        for (int scene = 1; scene <= segments; scene++)
        {
            for (int shot = 1; shot <= (pair ? 2 : 1); shot++)
            {
                string id = $"SCENE_{scene}_SHOT_{shot}";
                stills.Add(new JsonObject { ["frame_id"] = id, ["image_base64"] = Still });
                board.Add(new JsonObject { ["frame_id"] = id, ["description"] = $"The lamp turns above the sea, scene {scene}.", ["camera_notes"] = "slow push in", ["duration_seconds"] = pair ? 1 : 2 });
            }
        }

        var request = new JsonObject
        {
            ["generated_frames"] = stills,
            ["storyboard_frames"] = board,
            ["video_settings"] = settings?.DeepClone() ?? new JsonObject(),
            ["project_context"] = new JsonObject { ["project_id"] = "harbour", ["episode_id"] = "e1" },
            ["wait_seconds"] = 90,
        };
        return await _server.Agent.Segments.SynthesizeAsync(new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())), null, default) switch
        {
            Answer<SynthesisAnswer>.Given given => given.Value,
            Answer<SynthesisAnswer>.Refused refused => throw new InvalidOperationException(string.Join(' ', refused.Refusal.Problems)),
            _ => throw new InvalidOperationException(),
        };
    }

    public async Task<ImmutableArray<Job>> JobsAsync(SynthesisAnswer answer) => await Ledger.ListJobsAsync(answer.RequestId, default);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Fal.DisposeAsync();
        Directory.Delete(_home, recursive: true);
        _log.GetSnapshot().Where(line => line.Exception is not null).Select(line => $"{line.Message} {line.Exception}").ShouldBeEmpty();
        Fal.Violations.ShouldBeEmpty();
    }
}
