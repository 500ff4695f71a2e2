using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Models;

namespace VideoGen.Simulators.Jobs;

/// <summary>An order that was checked: what is to be made, and what it costs.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Prompt">The prompt; may be empty.</param>
/// <param name="Pictures">Addresses of the pictures, the first frame first.</param>
/// <param name="Shape">Length, rate and size.</param>
/// <param name="Usd">Price, USD.</param>
internal sealed record VendorOrder(string Model, string Prompt, IReadOnlyList<string> Pictures, ClipShape Shape, decimal Usd)
{
    public required JsonObject Body { get; init; }

    public required string BodySha256 { get; init; }

    public Uri? Callback { get; init; }
}
