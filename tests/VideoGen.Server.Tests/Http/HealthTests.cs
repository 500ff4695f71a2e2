using System.Net;
using Microsoft.Data.Sqlite;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Http;

public sealed class HealthTests
{
    [Fact]
    public async Task Probes_are_answered_without_a_token_and_tell_nothing_else()
    {
        await using Site site = await Site.StartClosedAsync();
        foreach (string path in (string[])["health", "health/live", "health/ready"])
        {
            using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"status":"ok"}""", path);
        }
    }

    [Fact]
    public async Task A_server_whose_ledger_cannot_be_used_lives_and_is_not_ready()
    {
        await using Site site = await Site.StartClosedAsync();
        await using (var ledger = new SqliteConnection($"Data Source={Path.Combine(site.Settings.Home, "ledger.db")};Pooling=False"))
        {
            await ledger.OpenAsync();
            await using SqliteCommand command = ledger.CreateCommand();
            command.CommandText = "alter table job rename to gone";
            await command.ExecuteNonQueryAsync();
        }

        using HttpResponseMessage ready = await site.SendAsync(HttpMethod.Get, "health/ready");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        string told = await ready.Content.ReadAsStringAsync();
        told.ShouldStartWith("""{"status":"broken","code":""");
        told.ShouldNotContain("table");
        (await site.StatusAsync(HttpMethod.Get, "health/live")).ShouldBe(HttpStatusCode.OK);
    }
}
