using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

/// <summary>A plan is compared with every model of three vendors from what is known on this machine.</summary>
public sealed class ComparisonTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TcpListener _vendors = new(IPAddress.Loopback, 0);

    public ComparisonTests() => _vendors.Start();

    public void Dispose()
    {
        _vendors.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Comparing_three_vendors_asks_none_of_them_anything()
    {
        await using var host = new AgentHost(
            new Settings
            {
                Home = _folder["home"],
                Providers = new ProvidersSettings { Choose = ChoosingRule.Cheapest },
                Fal = new FalSettings { QueueUrl = Vendor, SyncUrl = Vendor, RestUrl = Vendor, JwksUrl = Vendor, PlatformUrl = Vendor },
                Openrouter = new OpenRouterSettings { ApiUrl = Vendor, ReadAttempts = 1, ReadTimeoutSeconds = 1 },
                Runway = new RunwaySettings { ApiUrl = Vendor },
            },
            TimeProvider.System, NullLogger.Instance,
            name => name switch
            {
                "FAL_KEY" or "FAL_IMAGE_TO_VIDEO" => "id:secret",
                "OPENROUTER_API_KEY" => "sk-or-x",
                "RUNWAYML_API_SECRET" => "key_x",
                _ => null,
            });
        string still = Convert.ToBase64String(SamplePictures.Png(1280, 720));
        var request = new JsonObject
        {
            ["generated_frames"] = new JsonArray(new JsonObject { ["frame_id"] = "SCENE_1_SHOT_1", ["image_base64"] = still }),
            ["storyboard_frames"] = new JsonArray(new JsonObject { ["frame_id"] = "SCENE_1_SHOT_1", ["description"] = "A lighthouse.", ["duration_seconds"] = 3 }),
            ["project_context"] = new JsonObject { ["project_id"] = "p1", ["episode_id"] = "e1" },
            ["compare"] = true,
        };

        Answer<PlanAnswer> answer = await host.Segments.PlanAsync(new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())), CancellationToken.None);

        PlanAnswer plan = answer.ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;
        plan.Comparison!.Offers.Select(o => o.Provider).Distinct().ShouldBe(["fal-ai", "openrouter", "runway", "animatic"], ignoreOrder: true);
        _vendors.Pending().ShouldBeFalse("Nobody may be asked.");

        // Whoever asks is noticed.
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        Task asks = new OpenRouterCatalogue(new OpenRouterSettings { ApiUrl = Vendor, ReadAttempts = 1 }, http, TimeProvider.System).ReadAsync(CancellationToken.None);
        (await _vendors.AcceptTcpClientAsync()).Close();
        await asks;
    }

    private Uri Vendor => new($"http://127.0.0.1:{((IPEndPoint)_vendors.LocalEndpoint).Port}/");
}
