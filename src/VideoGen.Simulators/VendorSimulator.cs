using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Hosts;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Truth;

namespace VideoGen.Simulators;

/// <summary>A vendor on the loopback address, with every fault that is worth a test. Thread-safe.</summary>
public abstract class VendorSimulator : IAsyncDisposable
{
    private readonly SimulatedVendor _vendor;
    private readonly SimulatorRoutes _routes;
    private WebApplication? _host;

    private protected VendorSimulator(SimulatedVendor vendor) => (_vendor, _routes) = (vendor, new SimulatorRoutes(vendor));

    /// <summary>Scheme, host and port, with a slash at the end.</summary>
    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Base address of the vendor's API.</summary>
    public abstract Uri ApiUrl { get; }

    /// <summary>The environment variables by which VideoGen finds it.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> Environment { get; }

    /// <summary>What really happened.</summary>
    public VendorTruth Truth => _vendor.Truth;

    /// <summary>Replaces the script by one whose rules all have these behaviours, for every submit from now on.</summary>
    /// <param name="behaviours"><c>name</c> or <c>name=value</c>, separated by commas.</param>
    /// <exception cref="FormatException">It names an unknown behaviour.</exception>
    public void Play(string behaviours) => Play(new BehaviourScript
    {
        Rules = [new BehaviourRule { Behaviours = [.. BehaviourSet.Parse(behaviours, _vendor.Known).Entries] }],
    });

    /// <summary>Replaces the script; submits are counted from 1 again.</summary>
    /// <exception cref="FormatException">It names an unknown behaviour.</exception>
    public void Play(BehaviourScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _vendor.Choice.Replace(script);
    }

    /// <summary>Ends jobs with the behaviour <c>held</c>, those that were held first.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int Release(int most = int.MaxValue) => _vendor.Queue.Release(most);

    /// <summary>Ends when everything the clock has made due is done. With a driven clock: advance, settle, look.</summary>
    public Task SettleAsync() => _vendor.Timeline.SettleAsync();

    /// <summary>Ends once the job has ended on the simulator's clock.</summary>
    /// <exception cref="KeyNotFoundException">No such job.</exception>
    public Task EndedAsync(string id, CancellationToken cancellationToken = default) =>
        (_vendor.Truth.Find(id) ?? throw new KeyNotFoundException($"No job {id}.")).Ended.Task.WaitAsync(cancellationToken);

    /// <summary>Stops listening, drops what is under way, deletes the temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _vendor.CloseAsync();
        if (_host is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _host.StopAsync(patience.Token);
            await _host.DisposeAsync();
        }

        _vendor.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task AnswerAsync(HttpContext context, string path);

    private protected async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _host = SimulatorHost.Build(_vendor.Options.Port, RouteAsync);
            await _host.StartAsync(cancellationToken);
            string address = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            Root = new Uri(address.TrimEnd('/') + "/");
        }
        catch
        {
            _vendor.Dispose();
            throw;
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        return path.StartsWith("/_sim/", StringComparison.Ordinal) ? _routes.AnswerAsync(context, path["/_sim/".Length..]) : AnswerAsync(context, path);
    }
}
