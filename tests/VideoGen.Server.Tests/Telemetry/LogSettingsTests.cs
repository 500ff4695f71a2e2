using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>What the program prints, as the settings say.</summary>
public sealed class LogSettingsTests
{
    [Fact]
    public async Task Json_is_one_object_a_line_with_the_event_and_its_values()
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path, ("VIDEOGEN_TELEMETRY_LOG_FORMAT", "json"));
        await RefusedWebhookAsync(server);

        JsonNode line = JsonNode.Parse(await server.SaysAsync("Webhook refused"))!;

        ((int)line["EventId"]!, (string)line["LogLevel"]!, (string)line["State"]!["Reason"]!).ShouldBe((3002, "Warning", "malformed"));
        ((string)line["Timestamp"]!).ShouldEndWith("Z");
        server.Lines.ShouldAllBe(each => JsonNode.Parse(each) is JsonObject);
    }

    [Fact]
    public async Task The_level_holds_back_what_is_less_but_not_where_the_server_listens()
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path, ("VIDEOGEN_TELEMETRY_LOG_LEVEL", "error"));
        await RefusedWebhookAsync(server);
        await using ServerProcess other = await ServerProcess.StartAsync(home.Path, ("VIDEOGEN_TELEMETRY_LOG_LEVEL", "warning"));
        await RefusedWebhookAsync(other);

        await other.SaysAsync("warn: VideoGen.Server.Webhooks.WebhookEndpoint[3002] Webhook refused: malformed");
        server.Lines.ShouldNotContain(line => line.Contains("Webhook", StringComparison.Ordinal));
    }

    private static async Task RefusedWebhookAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.PostAsync(new Uri(server.Root, "webhooks/fal/job_1.secret"), new StringContent("{}"));
        ((int)answer.StatusCode).ShouldBe(400);
    }
}
