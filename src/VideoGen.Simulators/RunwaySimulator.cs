using Microsoft.AspNetCore.Http;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Runway;

namespace VideoGen.Simulators;

/// <summary>Runway on the loopback address: submit, tasks, uploads for a day, clips that expire, credits, throttling. Thread-safe.</summary>
public sealed class RunwaySimulator : VendorSimulator
{
    private readonly SimulatedVendor _vendor;
    private readonly RunwayRoutes _routes;

    private RunwaySimulator(SimulatedVendor vendor)
        : base(vendor) => (_vendor, _routes) = (vendor, new RunwayRoutes(vendor));

    /// <inheritdoc/>
    public override Uri ApiUrl => Root;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Environment =>
    [
        new("RUNWAYML_API_SECRET", _vendor.Options.Key ?? "key_simulator"),
        new("RUNWAYML_BASE_URL", ApiUrl.ToString().TrimEnd('/')),
        new("VIDEOGEN_RUNWAY_API_URL", ApiUrl.ToString().TrimEnd('/')),
    ];

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="FormatException">The script names an unknown behaviour.</exception>
    public static async Task<RunwaySimulator> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new RunwaySimulator(new SimulatedVendor(options, RunwayBehaviours.All, RunwayEnds.Of));
        await simulator.ListenAsync(cancellationToken);
        return simulator;
    }

    private protected override Task AnswerAsync(HttpContext context, string path) => _routes.AnswerAsync(context, path);
}
