using System.Net;
using VideoGen.Access;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Telemetry;

[Collection(Hostile.AloneCollection.Name)] // instruments of every server in the process are collected together
public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Only_the_scope_metrics_opens_it_and_it_opens_nothing_else()
    {
        await using Site site = await Site.StartClosedAsync();
        string reader = site.Token("reader", Scopes.Read | Scopes.Spend | Scopes.Operate), scraper = site.Token("scraper", Scopes.Metrics);
        (await site.StatusAsync(HttpMethod.Get, "metrics")).ShouldBe(HttpStatusCode.Unauthorized);
        using HttpResponseMessage refused = await site.SendAsync(HttpMethod.Get, "metrics", reader);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Site.CodeAsync(refused)).ShouldBe("scope_missing");
        (await site.StatusAsync(HttpMethod.Get, "metrics", scraper)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, "media/projects/a/b.mp4", scraper)).ShouldBe(HttpStatusCode.Forbidden);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/req_a", scraper)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_port_for_webhooks_does_not_serve_it()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(path.Public, "metrics"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync(new Uri(path.Local, "metrics"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing()
    {
        await using Site site = await Site.StartAsync(s => s with { Telemetry = s.Telemetry with { Metrics = false } });
        (await site.StatusAsync(HttpMethod.Get, "metrics")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/openmetrics-text; version=1.0.0", "application/openmetrics-text")]
    public async Task Gauges_show_what_the_ledger_holds(string accept, string type)
    {
        await using Site site = await Site.StartAsync(s => s with { Payload = s.Payload with { Url = "http://127.0.0.1:1" } });
        await site.KeepPendingAsync("r1", null);
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "metrics", headers: h => h.TryAddWithoutValidation("Accept", accept));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        lines.ShouldContain(l => l.StartsWith("videogen_jobs{", StringComparison.Ordinal) && l.Contains("state=\"planned\"", StringComparison.Ordinal) && l.Contains("gen_ai_provider_name=\"fal-ai\"", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("videogen_outbox_entries{", StringComparison.Ordinal) && l.Contains("state=\"waiting\"", StringComparison.Ordinal) && l.Contains("} 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_late_for_a_CMS_that_there_is_not()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepPendingAsync("r1", null);
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "metrics");
        string text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("videogen_jobs{");
        text.ShouldNotContain("videogen_outbox_");
    }
}
