using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>The levels of the log by category, as an operator of any ASP.NET Core program gives them.</summary>
public sealed class LogLevelsTests
{
    private const string Secret = "job_1.a-secret-of-a-webhook-address";

    [Fact]
    public async Task A_category_is_quieted_and_another_one_opened()
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(
            home.Path, ("Logging__LogLevel__Default", "Warning"), ("Logging__LogLevel__VideoGen.Server.Webhooks", "Error"), ("Logging__Console__LogLevel__Microsoft.Extensions.Hosting", "Debug"));
        await WebhookAsync(server);

        await server.SaysAsync("Hosting started"); // a line of the host's own, at Debug
        server.Lines.ShouldNotContain(line => line.Contains("Webhook refused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging__LogLevel__Microsoft.AspNetCore")]
    [InlineData("Logging__LogLevel__Microsoft*Diagnostics")]
    [InlineData("Logging__Console__LogLevel__Microsoft.AspNetCore.Routing")]
    [InlineData("Logging__Console__LogLevel__Default")]
    [InlineData("Logging__LogLevel__Default")]
    public async Task No_level_shows_the_secret_of_a_webhooks_address(string variable)
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path, (variable, "Trace"), ("VIDEOGEN_TELEMETRY_LOG_LEVEL", "trace"), ("VIDEOGEN_TELEMETRY_LOG_FORMAT", "json"));
        await WebhookAsync(server);

        await server.SaysAsync("Webhook refused");
        await server.StopAsync();
        server.Lines.ShouldNotContain(line => line.Contains("a-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_log_does_not_understand_stops_the_start_and_names_the_variable()
    {
        using var home = new TestFolder();

        (int code, _, string error) = await ServerProcess.FailAsync(
            home.Path, ("Logging__LogLevel__VideoGen.Fal", "verbose"), ("Logging__LogLevel__Default", "3"), ("Logging__Levels__Default", "Debug"));

        code.ShouldBe(2);
        error.ShouldContain("The variable Logging__LogLevel__VideoGen.Fal is no level of the log. Write one of Trace, Debug, Information, Warning, Error, Critical, None");
        error.ShouldContain("The variable Logging__LogLevel__Default is no level of the log.");
        error.ShouldContain("The variable Logging__Levels__Default is none that the log understands. Write Logging__LogLevel__CATEGORY");
    }

    private static async Task WebhookAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.PostAsync(new Uri(server.Root, $"webhooks/fal/{Secret}"), new StringContent("{}"));
        ((int)answer.StatusCode).ShouldBe(400);
    }
}
