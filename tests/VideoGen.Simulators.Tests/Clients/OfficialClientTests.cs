using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.Simulators.Tests.Clients;

/// <summary>The official clients are the judges: they run unchanged but for the address.</summary>
public sealed class OfficialClientTests : IClassFixture<OfficialClients>
{
    [Fact]
    public async Task OpenRouter_s_own_client_finds_nothing_wrong()
    {
        await using OpenRouterSimulator simulator = await OpenRouterSimulator.StartAsync(OfficialClients.Quick);

        Judge(await OfficialClients.ChecksAsync("openrouter.mjs", simulator), simulator, checks: 26);
    }

    [Fact]
    public async Task Runway_s_own_client_finds_nothing_wrong()
    {
        await using RunwaySimulator simulator = await RunwaySimulator.StartAsync(OfficialClients.Quick);

        Judge(await OfficialClients.ChecksAsync("runway.mjs", simulator), simulator, checks: 28);
    }

    private static void Judge(IReadOnlyList<JsonNode> reports, VendorSimulator simulator, int checks)
    {
        reports.Where(static report => !report["ok"]!.GetValue<bool>()).Select(static report => report.ToJsonString()).ShouldBeEmpty();
        reports.Count.ShouldBe(checks);
        simulator.Truth.Events.Where(static entry => entry.Kind is TruthKind.Defect or TruthKind.KeyLeaked).ShouldBeEmpty();
    }
}
