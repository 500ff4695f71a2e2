using Microsoft.AspNetCore.Http;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.OpenRouter;

namespace VideoGen.Simulators;

/// <summary>OpenRouter's video API on the loopback address: catalogue, submit, status, clips behind the key, signed callbacks. Thread-safe.</summary>
public sealed class OpenRouterSimulator : VendorSimulator
{
    private readonly SimulatedVendor _vendor;
    private readonly OpenRouterRoutes _routes;

    private OpenRouterSimulator(SimulatedVendor vendor)
        : base(vendor)
    {
        (_vendor, _routes) = (vendor, new OpenRouterRoutes(vendor));
        vendor.Ended = new OpenRouterCallbacks(vendor).Announce;
    }

    /// <inheritdoc/>
    public override Uri ApiUrl => new(Root, "api/v1");

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Environment =>
    [
        new("OPENROUTER_API_KEY", _vendor.Options.Key ?? "sk-or-v1-simulator"),
        new("OPENROUTER_WEBHOOK_SECRET", _vendor.Options.WebhookSecret ?? ""),
        new("VIDEOGEN_OPENROUTER_API_URL", ApiUrl.ToString()),
    ];

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="FormatException">The script names an unknown behaviour.</exception>
    public static async Task<OpenRouterSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new OpenRouterSimulator(new SimulatedVendor(options, OpenRouterBehaviours.All, OpenRouterEnds.Of));
        await simulator.ListenAsync(cancellationToken);
        return simulator;
    }

    private protected override Task AnswerAsync(HttpContext context, string path) => _routes.AnswerAsync(context, path);
}
