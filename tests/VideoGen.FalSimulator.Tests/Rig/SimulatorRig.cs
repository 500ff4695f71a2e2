using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Tests.Rig;

/// <summary>A simulator on a driven clock with a stub renderer, and the calls a client makes.</summary>
internal sealed class SimulatorRig : IAsyncDisposable
{
    public const string Model = "fal-ai/veo3.1/fast/image-to-video";

    private SimulatorRig(FalSimulator simulator, DrivenClock clock, StubClipRenderer renderer, WebhookCatcher hooks)
    {
        Simulator = simulator;
        Clock = clock;
        Renderer = renderer;
        Hooks = hooks;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = simulator.Addresses.Root };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", "id:secret");
    }

    public FalSimulator Simulator { get; }

    public DrivenClock Clock { get; }

    public StubClipRenderer Renderer { get; }

    public WebhookCatcher Hooks { get; }

    public HttpClient Http { get; }

    public TruthLog Truth => Simulator.Truth;

    public static async Task<SimulatorRig> StartAsync(Func<FalSimulatorOptions, FalSimulatorOptions>? change = null)
    {
        var clock = new DrivenClock();
        var renderer = new StubClipRenderer();
        var options = new FalSimulatorOptions { Time = clock, Renderer = renderer, IdSeed = 7 };
        FalSimulator simulator = await FalSimulator.StartAsync(change?.Invoke(options) ?? options);
        return new SimulatorRig(simulator, clock, renderer, await WebhookCatcher.StartAsync());
    }

    public static JsonObject Input(string prompt = "a slow push in") => new()
    {
        ["prompt"] = prompt,
        ["image_url"] = TestPicture.DataUri(1280, 720),
        ["duration"] = "4s",
        ["generate_audio"] = false,
    };

    /// <summary>Moves the clock from timer to timer: what one begins is done before the next is due, however slow the machine is.</summary>
    public async Task AdvanceAsync(double seconds)
    {
        DateTimeOffset end = Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        DateTimeOffset next;
        do
        {
            next = Clock.NextBefore(end);
            Clock.Advance(next - Clock.GetUtcNow());
            await Simulator.SettleAsync();
        }
        while (next < end);
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body, string? behaviours = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (behaviours is not null)
        {
            request.Headers.Add("X-Sim-Behaviour", behaviours);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Submits and returns the answer's JSON.</summary>
    public async Task<JsonObject> SubmitAsync(string? behaviours = null, bool webhook = false, JsonObject? input = null, string model = Model)
    {
        string query = webhook ? "?fal_webhook=" + Uri.EscapeDataString(Hooks.Url) : "";
        using HttpResponseMessage response = await PostAsync($"queue/{model}{query}", input ?? Input(), behaviours);
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
        return (await JsonAsync(response))!.AsObject();
    }

    /// <summary>Submits, lets the job end, and returns its id.</summary>
    public async Task<string> CompleteAsync(string? behaviours = null, bool webhook = false, JsonObject? input = null, string model = Model)
    {
        JsonObject submitted = await SubmitAsync(behaviours, webhook, input, model);
        await AdvanceAsync(1);
        await AdvanceAsync(4);
        return submitted["request_id"]!.GetValue<string>();
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> GetAsync(string path)
    {
        HttpResponseMessage response = await Http.GetAsync(path);
        return ((int)response.StatusCode, await JsonAsync(response), response);
    }

    public Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> StatusAsync(string id, string query = "") =>
        GetAsync($"queue/fal-ai/veo3.1/requests/{id}/status{query}");

    public Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> ResultAsync(string id) => GetAsync($"queue/fal-ai/veo3.1/requests/{id}");

    public async Task<(int Status, JsonNode? Body)> CancelAsync(string id)
    {
        using HttpResponseMessage response = await Http.PutAsync($"queue/fal-ai/veo3.1/requests/{id}/cancel", content: null);
        return ((int)response.StatusCode, await JsonAsync(response));
    }

    public void Play(string behaviours) => Simulator.Play(BehaviourScript.Parse($$"""{"rules":[{"behaviours":["{{behaviours}}"]}]}"""));

    public async ValueTask DisposeAsync()
    {
        Truth.Events.Where(static entry => entry.Kind == TruthKind.Defect).ShouldBeEmpty();
        Http.Dispose();
        await Simulator.DisposeAsync();
        await Hooks.DisposeAsync();
    }

    private static async Task<JsonNode?> JsonAsync(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
}
