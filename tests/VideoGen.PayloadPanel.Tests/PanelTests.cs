using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.PayloadPanel.Tests;

/// <summary>A person in the admin panel of the real CMS, and the agent beside it.</summary>
public sealed class PanelTests(PanelCms cms, Browser browser) : IClassFixture<PanelCms>, IClassFixture<Browser>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // The form draws itself more than once while it loads, and a player that is drawn anew begins anew.
    private const string Plays = """
        () => {
          const video = document.querySelector('video')
          if (!video) return false
          video.muted = true
          if (video.paused) video.play().catch(() => {})
          return video.currentTime > 0.5
        }
        """;

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_person_publishes_a_template_and_the_next_plan_speaks_its_words()
    {
        await using AgentHost host = Open();
        (await PlanAsync(host)).ShouldSatisfyAllConditions(p => p.TemplateVersion.ShouldBe(1), p => p.Prompt.ShouldNotContain("by the new rules"));
        IPage page = await SignInAsync();

        await page.GotoAsync($"{cms.Address}admin/collections/videoGenPromptTemplates");
        await page.GetByRole(AriaRole.Link, new() { Name = "motion-generic" }).First.ClickAsync();
        ILocator text = page.Locator("textarea[name=template_text]");
        await text.FillAsync("{{description}} Move by the new rules.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish changes" }).ClickAsync();
        await page.GetByText("Updated successfully").First.WaitForAsync();

        PlannedSegment planned = await PlanAsync(host);
        (planned.TemplateVersion, planned.Prompt).ShouldBe((2, "A lighthouse, SCENE_1_SHOT_1. Move by the new rules."));
    }

    [Fact]
    public async Task The_page_of_a_segment_plays_its_clip()
    {
        await using AgentHost host = Open();
        SynthesisAnswer answer = ((Answer<SynthesisAnswer>.Given)await host.Segments.SynthesizeAsync(Order(), null, CancellationToken.None)).Value;
        string job = answer.VideoSegments.ShouldHaveSingleItem().ProviderMetadata.JobId;
        await host.RecordDelivery.RetryAsync(CancellationToken.None);
        using CmsAdmin admin = await cms.SignInAsync();
        JsonObject segment = (await admin.ListAsync("videoSegments")).Single(s => (string?)s["job_id"] == job);
        IPage page = await SignInAsync();

        await page.GotoAsync($"{cms.Address}admin/collections/videoSegments/{segment["id"]}");
        await page.WaitForFunctionAsync(Plays);

        double length = await page.Locator("video").First.EvaluateAsync<double>("video => video.duration");
        length.ShouldBe((double)answer.VideoSegments[0].DurationSeconds, 0.1);
    }

    private static SynthesisCall Order() => new(Encoding.UTF8.GetBytes(SampleOrders.Storyboard(wait: 90).ToJsonString()));

    private static async Task<PlannedSegment> PlanAsync(AgentHost host)
    {
        PlanAnswer plan = ((Answer<PlanAnswer>.Given)await host.Segments.PlanAsync(Order(), CancellationToken.None)).Value;
        plan.Warnings.ShouldBeEmpty();
        return plan.Segments.ShouldHaveSingleItem();
    }

    private async Task<IPage> SignInAsync()
    {
        IPage page = await browser.OpenAsync(Patience);
        await page.GotoAsync($"{cms.Address}admin/login");
        await page.Locator("input[name=email]").FillAsync(CmsServer.AdminEmail);
        await page.Locator("input[name=password]").FillAsync(CmsServer.AdminPassword);
        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/login", StringComparison.Ordinal));
        return page;
    }

    private AgentHost Open()
    {
        var settings = new Settings
        {
            Home = _home.Path,
            Provider = "animatic",
            Payload = new PayloadSettings { Url = cms.Address.AbsoluteUri, CatalogCacheSeconds = 0 },
        };
        return new AgentHost(settings, TimeProvider.System, NullLogger.Instance, name => name == "PAYLOAD_API_KEY" ? CmsServer.Key : null);
    }
}
