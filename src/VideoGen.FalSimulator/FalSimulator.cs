using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Hosts;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation;

/// <summary>
/// fal.ai on the loopback address: queue, synchronous calls, uploads, media, key set, signed webhooks, platform API, and
/// every fault that is worth a test. Thread-safe.
/// </summary>
public sealed class FalSimulator : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly SimulatedService _service;

    private FalSimulator(WebApplication host, SimulatedService service, Uri root)
    {
        _host = host;
        _service = service;
        Addresses = new FalSimulatorAddresses(root);
    }

    /// <summary>Where to reach the simulated hosts.</summary>
    public FalSimulatorAddresses Addresses { get; }

    /// <summary>What really happened.</summary>
    public TruthLog Truth => _service.Truth;

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="FormatException">The script names an unknown behaviour, or the webhook key's seed is not 32 bytes of hex.</exception>
    public static async Task<FalSimulator> StartAsync(FalSimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var service = new SimulatedService(options);
        try
        {
            WebApplication host = SimulatorHost.Build(options.Port, service.AnswerAsync);
            await host.StartAsync(cancellationToken);
            string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new FalSimulator(host, service, new Uri(address.TrimEnd('/') + "/"));
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Replaces the script; submits are counted from 1 again.</summary>
    /// <exception cref="FormatException">It names an unknown behaviour.</exception>
    public void Play(BehaviourScript script) => _service.Choice.Replace(script);

    /// <summary>Replaces the script by one whose rules all have these behaviours, for every submit from now on.</summary>
    /// <param name="behaviours"><c>name</c> or <c>name=value</c>, separated by commas.</param>
    /// <exception cref="FormatException">It names an unknown behaviour.</exception>
    public void Play(string behaviours) => Play(new BehaviourScript
    {
        Rules = [new BehaviourRule { Behaviours = [.. BehaviourSet.Parse(behaviours).Entries] }],
    });

    /// <summary>Ends jobs with the behaviour <c>held</c>, those that were held first, at the same moment.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int Release(int most = int.MaxValue) => _service.Runner.Release(most);

    /// <summary>Signs webhooks with another key from now on.</summary>
    /// <param name="seedHex">Ed25519 seed, 32 bytes in hex.</param>
    /// <param name="keepOld">Whether the key set still lists the old keys.</param>
    public void RotateWebhookKey(string seedHex, bool keepOld = false) => _service.Keys.Rotate(seedHex, keepOld);

    /// <summary>
    /// Ends when everything the clock has made due is done: starts, renderings, completions, deliveries. With a driven clock:
    /// advance, settle, look.
    /// </summary>
    public Task SettleAsync() => _service.Timeline.SettleAsync();

    /// <summary>Ends once the job is completed on the simulator's clock.</summary>
    /// <exception cref="KeyNotFoundException">No such job.</exception>
    public async Task CompletedAsync(string requestId, CancellationToken cancellationToken = default)
    {
        _ = await (_service.Jobs.Find(requestId) ?? throw new KeyNotFoundException($"No job {requestId}.")).EndedAsync(cancellationToken);
    }

    /// <summary>Stops listening, drops what is under way, deletes the temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _service.CloseAsync();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await _host.StopAsync(patience.Token);
        }

        await _host.DisposeAsync();
        _service.Dispose();
    }
}
