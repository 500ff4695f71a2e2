using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Testing;

namespace VideoGen.Simulators.Tests.Rig;

/// <summary>A simulator on a clock that a test moves, and the calls of a client.</summary>
internal sealed class VendorRig<TSimulator> : IAsyncDisposable
    where TSimulator : VendorSimulator
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private VendorRig(TSimulator simulator, ManualTime clock)
    {
        (Simulator, Clock) = (simulator, clock);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = simulator.Root };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        Http.DefaultRequestHeaders.Add("X-Runway-Version", "2024-11-06");
    }

    public TSimulator Simulator { get; }

    public ManualTime Clock { get; }

    public HttpClient Http { get; }

    public static async Task<VendorRig<TSimulator>> StartAsync(Func<SimulatorOptions, CancellationToken, Task<TSimulator>> start, Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var clock = new ManualTime();
        var options = new SimulatorOptions { Time = clock, Renderer = new StubClipRenderer(), IdSeed = 7 };
        return new VendorRig<TSimulator>(await start(change?.Invoke(options) ?? options, CancellationToken.None), clock);
    }

    /// <summary>Moves the clock second by second: what one begins is done before the next comes, however slow the machine is.</summary>
    public async Task AdvanceAsync(int seconds)
    {
        await Simulator.SettleAsync();
        for (int second = 0; second < seconds; second++)
        {
            Clock.Advance(Step);
            await Simulator.SettleAsync();
        }
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? behaviours = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (behaviours is not null)
        {
            request.Headers.Add("X-Sim-Behaviour", behaviours);
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null);
    }

    public async ValueTask DisposeAsync()
    {
        Simulator.Truth.Events.Where(static entry => entry.Kind == TruthKind.Defect).ShouldBeEmpty();
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}
