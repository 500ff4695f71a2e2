using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Tests.Clients;

/// <summary>The official client is the judge: it runs unchanged but for the host.</summary>
public sealed class OfficialClientTests(OfficialClient client) : IClassFixture<OfficialClient>
{
    [Theory]
    [InlineData("queue.mjs", 16)]
    [InlineData("storage.mjs", 2)]
    [InlineData("sync.mjs", 7)]
    [InlineData("errors.mjs", 17)]
    public async Task Fal_s_own_client_finds_nothing_wrong(string script, int checks)
    {
        IReadOnlyList<JsonNode> reports = await client.ChecksAsync(script);
        reports.Where(static report => !report["ok"]!.GetValue<bool>()).Select(static report => report.ToJsonString()).ShouldBeEmpty();
        reports.Count.ShouldBe(checks);
        client.Simulator.Truth.Events.Where(static entry => entry.Kind is TruthKind.Defect or TruthKind.KeyLeaked).ShouldBeEmpty();
    }
}
